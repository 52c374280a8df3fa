// SPDX-License-Identifier: Apache-2.0
import type { Disk } from '../../../core/facts/facts.ts';
import type { Runner } from '../../runner/command.ts';
import { gptState, type GptState } from './gpt-state.ts';
import { readDeviceBytes } from './read-device-bytes.ts';

/** 128 entries of 128 bytes: what sfdisk, Windows and macOS write. */
const ENTRIES_BYTES = 16 * 1024;

/** Reads both ends of a disk with two processes and judges its GPT. Throws CommandError, or Error when od is another od. */
export async function readGpt(
  runner: Runner,
  disk: Pick<Disk, 'path' | 'sizeBytes' | 'logicalSectorBytes'>,
  signal?: AbortSignal,
): Promise<GptState> {
  const { path, sizeBytes, logicalSectorBytes: sectorBytes } = disk;
  const read = (start: number, bytes: number): Promise<Uint8Array<ArrayBuffer>> =>
    readDeviceBytes(runner, path, { start, bytes }, signal);
  const tailBytes = ENTRIES_BYTES + sectorBytes;
  const headBytes = 2 * sectorBytes + ENTRIES_BYTES;
  const [head, tail] = await Promise.all([read(0, headBytes), read(sizeBytes - tailBytes, tailBytes)]);
  return gptState({ sectorBytes, sizeBytes, head, tail });
}
