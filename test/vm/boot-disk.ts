// SPDX-License-Identifier: Apache-2.0
import type { Disk, MachineOptions } from './machine-options.ts';
import type { Machine } from './machine.ts';
import type { ProbeReport } from './probe-report.ts';
import { Probe, type ProbeCommand } from './probe.ts';
import { startMachine } from './start-machine.ts';

export interface BootOptions extends Omit<MachineOptions, 'disks' | 'iso' | 'answers'> {
  /** An installed disk, or several of which the first boots. */
  readonly disk: Disk | readonly Disk[];
  /** Lines of shell to run in the guest, as root. */
  readonly commands?: readonly ProbeCommand[];
  /** What the guest does after its report; "poweroff" when absent. */
  readonly then?: 'poweroff' | 'reboot';
  /** What the test does before the guest can report: a passphrase is typed. */
  readonly before?: (machine: Machine) => Promise<void>;
  /** What the test does after the report, before the machine is switched off: a login, a screenshot. */
  readonly during?: (machine: Machine, report: ProbeReport) => Promise<void>;
  /** From power-on to the report; 5 minutes when absent. */
  readonly deadlineMs?: number;
}

const DEADLINE_MS = 5 * 60_000;
const END_DEADLINE_MS = 120_000;

/** Boots an installed disk once and looks around in it; resolves only when the guest has ended as asked. */
export async function bootDisk(options: BootOptions): Promise<ProbeReport> {
  const {
    disk,
    commands = [],
    then = 'poweroff',
    before,
    during,
    deadlineMs = DEADLINE_MS,
    ...machineOptions
  } = options;
  const probe = await Probe.make({ commands, after: during === undefined ? then : 'stay' });
  await using machine = await startMachine({
    ...machineOptions,
    disks: Array.isArray(disk) ? (disk as readonly Disk[]) : [disk as Disk],
    credentials: { ...machineOptions.credentials, ...probe.credentials },
  });
  await before?.(machine);
  const report = await probe.report(machine, deadlineMs);
  if (during !== undefined) {
    await during(machine, report);
    // Ctrl-Alt-Delete is systemd's reboot; the power button is its poweroff.
    if (then === 'reboot') await machine.qmp.sendKey('ctrl', 'alt', 'delete');
    else await machine.qmp.powerdown();
  }
  const end = await machine.waitForEnd(END_DEADLINE_MS);
  if (end !== then) throw await machine.failure(`the machine ended by ${end}, not by ${then}`);
  return report;
}
