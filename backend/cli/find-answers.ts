// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { settleDevices } from '../probe/settle-devices.ts';
import type { Runner } from '../runner/command.ts';

/** fw_cfg item of QEMU, see QEMU docs/specs/fw_cfg.rst: names of users begin with opt/. */
const FW_CFG = '/sys/firmware/qemu_fw_cfg/by_name/opt/org.particleos/answers/raw';
/** FAT labels have at most 11 characters. */
const VOLUME = '/dev/disk/by-label/PARTICLECFG';
const MOUNT_POINT = '/run/particleos/answers';
const SHORT_MS = 30_000;
const SETTLE_SECONDS = 20;

async function readOrNull(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return null;
  }
}

async function fromVolume(runner: Runner): Promise<string | null> {
  await settleDevices(runner, SETTLE_SECONDS);
  await runner.run({ argv: ['mkdir', '--parents', MOUNT_POINT], timeoutMs: SHORT_MS });
  const mount = ['mount', '--options', 'ro,nosuid,nodev,noexec', VOLUME, MOUNT_POINT] as const;
  const mounted = await runner.run({ argv: mount, timeoutMs: SHORT_MS, okExitCodes: [0, 1, 32] });
  if (mounted.exitCode !== 0) return null;
  try {
    return await readOrNull(join(MOUNT_POINT, 'answers.yaml'));
  } finally {
    await runner.run({ argv: ['umount', MOUNT_POINT], timeoutMs: SHORT_MS });
  }
}

/** The answer file of an unattended install: fw_cfg first, then a volume labelled PARTICLECFG; null when there is none. */
export async function findAnswers(runner: Runner): Promise<{ text: string; from: string } | null> {
  await runner.run({
    argv: ['modprobe', '--quiet', 'qemu_fw_cfg'],
    timeoutMs: SHORT_MS,
    okExitCodes: [0, 1],
  });
  const handed = await readOrNull(FW_CFG);
  if (handed !== null) return { text: handed, from: 'fw_cfg opt/org.particleos/answers' };
  const stored = await fromVolume(runner);
  return stored === null ? null : { text: stored, from: 'volume PARTICLECFG, answers.yaml' };
}
