// SPDX-License-Identifier: Apache-2.0
import { installByIso } from '../install.ts';
import { startLive } from '../live.ts';
import type { Disk } from '../machine-options.ts';
import { Bystander, cutAnswers, type CrashedDisk } from './crashed-disk.ts';
import type { Check } from '../demo-checks.ts';

const INSTALL_MS = 1_800_000;
const ANSWERS = '/sys/firmware/qemu_fw_cfg/by_name/opt/org.particleos/answers/raw';

/** How a disk was brought to a system after its crash. */
export interface Recovery {
  /** What the installer said of what it found, and of what it does about it. */
  readonly said: string;
  readonly checks: readonly Check[];
  /** Whether the other disk of the machine holds what it held. */
  readonly bystanderIsWhole: boolean;
}

/** Starts the ISO again, with "Unattended install" or by hand, and the disk afterwards. */
export async function recoverCold(crashed: CrashedDisk, by: 'unattended' | 'hand'): Promise<Recovery> {
  const disk = await crashed.overlay();
  const bystander = await Bystander.make(crashed.parts.directory);
  const disks = [disk, bystander.disk];
  const said = await (by === 'unattended' ? unattended(crashed, disks) : byHand(crashed, disks));
  const checks = await crashed.checks(disk, 'recovered');
  return { said, checks, bystanderIsWhole: await bystander.isWhole() };
}

function machineOf({ crash, parts }: CrashedDisk, what: string, disks: readonly Disk[]) {
  return {
    name: `power-cut-${String(crash.seed)}-${what}`,
    firmware: 'uefi',
    iso: { path: parts.iso, bus: 'usb' },
    disks,
    answers: { text: cutAnswers(parts.serial), by: 'fw_cfg' },
  } as const;
}

async function unattended(crashed: CrashedDisk, disks: readonly Disk[]): Promise<string> {
  const { lines } = await installByIso(machineOf(crashed, 'unattended', disks));
  return lines.join('\n');
}

/** As a person would: what does not go on is started over. */
async function byHand(crashed: CrashedDisk, disks: readonly Disk[]): Promise<string> {
  await using live = await startLive(machineOf(crashed, 'hand', disks));
  const { machine, shell } = live;
  await shell.run(`modprobe qemu_fw_cfg; cat ${ANSWERS} > /run/answers.yaml; dmesg -n 1`);
  const told = await shell.run('particleos-installer resume', INSTALL_MS);
  const ended = machine.waitForEnd(INSTALL_MS);
  const install = shell.run(
    'particleos-installer resume --continue --answers /run/answers.yaml || { echo STARTING-OVER; particleos-installer apply --yes /run/answers.yaml; }',
    INSTALL_MS,
  );
  // It powers the machine off when it is done; a shell that answers means that it failed.
  install.catch(() => undefined);
  const failed = install.then(async ({ status, output }) => {
    if (status !== 0) throw await machine.failure(`the recovery failed:\n${output}`);
    return ended;
  });
  const end = await Promise.race([ended, failed]);
  if (end !== 'poweroff') throw await machine.failure(`the machine ended by ${end}`);
  return `${told.output}\n${machine.serial.text}`;
}
