// SPDX-License-Identifier: Apache-2.0
import { truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Runner } from '../../backend/runner/command.ts';

/** FAT labels have at most 11 characters. */
export const ANSWER_LABEL = 'PARTICLECFG';
export const ANSWER_FILE = 'answers.yaml';

const VOLUME_BYTES = 2 * 1024 * 1024;
const TOOL_DEADLINE_MS = 30_000;

/** Makes the image of a stick with the answer file, as a person would with any file manager; returns its path. */
export async function makeAnswerVolume(runner: Runner, directory: string, answers: string): Promise<string> {
  const volume = join(directory, 'answers.img');
  const file = join(directory, ANSWER_FILE);
  await writeFile(file, answers);
  await writeFile(volume, '');
  await truncate(volume, VOLUME_BYTES);
  const format = ['mkfs.vfat', '-n', ANSWER_LABEL, '-i', '50415254', volume] as const;
  await runner.run({ argv: format, timeoutMs: TOOL_DEADLINE_MS });
  await runner.run({ argv: ['mcopy', '-i', volume, file, `::${ANSWER_FILE}`], timeoutMs: TOOL_DEADLINE_MS });
  return volume;
}
