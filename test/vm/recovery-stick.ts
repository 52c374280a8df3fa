// SPDX-License-Identifier: Apache-2.0
import { mkdir, rm, truncate, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { RealRunner } from '../../backend/runner/real-runner.ts';
import type { Disk } from './machine-options.ts';

/** At most 11 characters (FAT). */
export const STICK_LABEL = 'KEYS';
const STICK_BYTES = 4 * 1024 * 1024;
const TOOL_MS = 60_000;
/** Eight groups of eight letters of modhex (systemd-cryptenroll(1), --recovery-key). */
const KEY = /^[cbdefghijklnrtuv]{8}(?:-[cbdefghijklnrtuv]{8}){7}$/m;

/** A stick for the recovery key. */
export function recoveryStick(path: string): Disk {
  return { path, bus: 'usb', serial: 'KEYSTICK', bootable: false };
}

/** Makes it anew, as a person would plug it in. */
export async function makeStick({ path }: Disk): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await rm(path, { force: true });
  await writeFile(path, '');
  await truncate(path, STICK_BYTES);
  await new RealRunner().run({ argv: ['mkfs.vfat', '-n', STICK_LABEL, path], timeoutMs: TOOL_MS });
}

/** The recovery key that an install left on the stick; throws when there is none. */
export async function readRecoveryKey(stick: Disk): Promise<string> {
  const runner = new RealRunner();
  const listed = await runner.run({ argv: ['mdir', '-b', '-i', stick.path, '::'], timeoutMs: TOOL_MS });
  const file = /^::\/(particleos-recovery-key-.+\.txt)$/m.exec(listed.stdout)?.[1];
  if (file === undefined) throw new Error(`no recovery key on the stick: ${listed.stdout}`);
  const { stdout } = await runner.run({
    argv: ['mtype', '-i', stick.path, `::${file}`],
    timeoutMs: TOOL_MS,
  });
  const key = KEY.exec(stdout)?.[0];
  if (key === undefined) throw new Error('the file on the stick holds no recovery key');
  return key;
}
