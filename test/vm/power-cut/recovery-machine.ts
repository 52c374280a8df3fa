// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { openSession } from '../console-session.ts';
import { plugIn, pullOut } from '../hot-plug.ts';
import { watchCredentials, watchVerdict } from '../install-watch.ts';
import { LiveInstaller } from '../live-installer.ts';
import { BOOT_DEADLINE_MS, chooseInMenu, ROOT_PROMPT } from '../live.ts';
import type { Disk, DiskBus } from '../machine-options.ts';
import type { Machine } from '../machine.ts';
import { startMachine } from '../start-machine.ts';
import { Bystander, cutAnswers, type CrashedDisk } from './crashed-disk.ts';

const INSTALL_MS = 1_800_000;
const LOOK_MS = 300_000;
const ANSWERS = '/run/answers.yaml';
const OVER = 'STARTING-OVER';
const GO_ON = `particleos-installer resume --continue --answers ${ANSWERS} 2>&1`;

/** The answers say "poweroff", and they are part of the plan that goes on: the machine stays on all the same. */
const staysOn = {
  'systemd.extra-unit.poweroff.target': '[Unit]\nDescription=Nothing: the test has more to do here\n',
};

/** How a disk was brought to a whole system. */
export interface Recovered {
  /** What the installer said. */
  readonly said: string;
  readonly way: 'unattended' | 'gone on with' | 'started over';
}

/** One live system that recovers disk after disk, since its start takes longer than most recoveries. */
export class RecoveryMachine extends LiveInstaller {
  readonly bystander: Bystander;
  /** What the unattended install said; nothing in a shell. */
  readonly said: string;
  /** Names of the notes that were taken. */
  readonly noted = new Set<string>();

  private constructor(live: LiveInstaller['live'], bystander: Bystander, said: string) {
    super(live);
    this.bystander = bystander;
    this.said = said;
  }

  /** Switches it on with a crashed disk in its slot, and chooses "Unattended install": all else is the ISO's own doing. */
  static async open(crashed: CrashedDisk, disk: Disk): Promise<RecoveryMachine> {
    // Another virtio disk has the name that the crashed one had, which goes on under a new one.
    return RecoveryMachine.#start(crashed, 'virtio', async (machine) => {
      await plugIn(machine, disk);
      const lines: string[] = [];
      const verdict = watchVerdict(machine, (line) => lines.push(line));
      await chooseInMenu(machine, 'u');
      const ended = await machine.waitFor(verdict, 'the end of the install', INSTALL_MS);
      if (ended === 'failed') throw await machine.failure(`the recovery failed:\n${lines.join('\n')}`);
      machine.serial.send('\r');
      return lines.join('\n');
    });
  }

  /** Switches it on with nothing in its slot, to a shell. */
  static async openShell(crashed: CrashedDisk): Promise<RecoveryMachine> {
    return RecoveryMachine.#start(crashed, 'sata', async (machine) => {
      await chooseInMenu(machine, 'i');
      return '';
    });
  }

  /** begin: what is done in the menu; resolves with what was said, when root's shell is there or comes. */
  static async #start(
    { parts }: CrashedDisk,
    beside: DiskBus,
    begin: (machine: Machine) => Promise<string>,
  ): Promise<RecoveryMachine> {
    const bystander = await Bystander.make(parts.directory, beside);
    const answers = cutAnswers(parts.serial);
    const machine = await startMachine({
      name: `${basename(parts.directory)}-recovery`,
      firmware: 'uefi',
      iso: { path: parts.iso, bus: 'cdrom' },
      slot: true,
      disks: [bystander.disk],
      answers: { text: answers, by: 'fw_cfg' },
      credentials: {
        ...watchCredentials,
        ...staysOn,
        'particleos.look': await readFile(new URL('look.sh', import.meta.url), 'utf8'),
        'particleos.answers': answers,
      },
    });
    try {
      const said = await begin(machine);
      await machine.serial.expect(ROOT_PROMPT, BOOT_DEADLINE_MS);
      const shell = await openSession(machine);
      await shell.run(`dmesg -n 1; cp /run/credentials/@system/particleos.answers ${ANSWERS}`);
      const live = { machine, shell, [Symbol.asyncDispose]: () => machine.stop() };
      return new RecoveryMachine(live, bystander, said);
    } catch (error) {
      await machine.stop();
      throw error;
    }
  }

  /** Puts the next disk in and goes on by hand; returns what was said. */
  async goOn(disk: Disk): Promise<string> {
    await this.putIn(disk);
    return this.sh(GO_ON, INSTALL_MS);
  }

  /** The same as a person would who looks what there is, and starts over, where nothing can be gone on with. */
  async goOnOrStartOver(disk: Disk): Promise<Recovered> {
    await this.putIn(disk);
    const startOver = `particleos-installer resume 2>&1; echo ${OVER}; particleos-installer apply --yes ${ANSWERS} 2>&1`;
    const said = await this.sh(`${GO_ON} || { ${startOver}; }`, INSTALL_MS);
    return { said, way: said.includes(OVER) ? 'started over' : 'gone on with' };
  }

  async putIn(disk: Disk): Promise<void> {
    await plugIn(this.live.machine, disk);
    await this.sh(`udevadm wait --timeout=60 --settle /dev/disk/by-id/virtio-${disk.serial ?? ''}`, LOOK_MS);
  }

  /** Notes what is on the recovered disk, under a name. */
  async note(disk: Disk, name: string): Promise<void> {
    const script = '/run/credentials/@system/particleos.look';
    await this.sh(`sh ${script} ${disk.serial ?? ''} /run/look-${name}`, LOOK_MS);
    this.noted.add(name);
  }

  /** In what two of these notes differ. */
  async difference(one: string, other: string): Promise<string> {
    const { output } = await this.live.shell.run(`diff /run/look-${one} /run/look-${other}`);
    return output;
  }

  async pullOut(): Promise<void> {
    await pullOut(this.live.machine);
  }
}
