// SPDX-License-Identifier: Apache-2.0
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { RealRunner } from '../../../backend/runner/real-runner.ts';
import type { Disk } from '../machine-options.ts';
import { outputDirectory, type Medium } from '../medium.ts';
import type { CrashedDisk } from './crashed-disk.ts';
import { PowerCutLab, type Chooser } from './power-cut-lab.ts';
import { RecoveryMachine, type Recovered } from './recovery-machine.ts';
import type { WriteRecord } from './write-record.ts';

const COPY_MS = 300_000;
/** Name of the notes on the disk of the install that was not cut. */
const UNCUT = 'uncut';

/** Power cuts of one record that are recovered one after another, in one live system as long as it works. */
export class RecoveryLane implements AsyncDisposable {
  readonly lab: PowerCutLab;
  readonly #name: string;
  #machine: RecoveryMachine | null = null;

  private constructor(lab: PowerCutLab, name: string) {
    this.lab = lab;
    this.#name = name;
  }

  /** name: of its directory and its machines; several lanes may read one record. */
  static async open(
    medium: Medium,
    record: WriteRecord,
    choose: Chooser,
    name: string,
  ): Promise<RecoveryLane> {
    return new RecoveryLane(await PowerCutLab.open(medium, record, choose, name), name);
  }

  /** For a machine that runs while the live system waits. */
  get beside(): { readonly inPlaceOf?: RecoveryMachine['live']['machine'] } {
    return this.#machine === null ? {} : { inPlaceOf: this.#machine.live.machine };
  }

  /** Recovers a disk that is there when a live system is switched on, with nobody at hand. */
  async recoverUnattended(crashed: CrashedDisk, disk: Disk): Promise<Recovered> {
    await this.#stop();
    this.#machine = await RecoveryMachine.open(crashed, disk);
    return { said: this.#machine.said, way: 'unattended' };
  }

  /** Goes on with a disk, or starts over, as a person would in the live system that is there. */
  async recover(crashed: CrashedDisk, disk: Disk): Promise<Recovered> {
    this.#machine ??= await RecoveryMachine.openShell(crashed);
    return this.#machine.goOnOrStartOver(disk);
  }

  /** In what a recovered disk, which is taken out now, differs from that of the install that was not cut. */
  async difference(disk: Disk): Promise<string> {
    const machine = this.#running();
    const name = 'recovered';
    await machine.note(disk, name);
    await machine.pullOut();
    if (!machine.noted.has(UNCUT)) {
      await this.lab.uncut(async (whole) => {
        await machine.putIn(whole);
        await machine.note(whole, UNCUT);
        await machine.pullOut();
      });
    }
    return machine.difference(UNCUT, name);
  }

  /** Whether nobody wrote to the disk beside. */
  async isBystanderWhole(): Promise<boolean> {
    return this.#running().bystander.isWhole();
  }

  /** After something went wrong: the next disk gets a new live system; what this one had is kept when disks are. */
  async abandon(what: string): Promise<void> {
    const { directory } = this.lab;
    await this.#stop();
    if (process.env['PARTICLEOS_KEEP_DISKS'] === undefined) return;
    const kept = join(outputDirectory, 'left', `${this.#name}-${what}`);
    await mkdir(kept, { recursive: true });
    // The disks are sparse, and the overlay has its base by that name.
    const copy = ['cp', '--archive', '--sparse=always', directory, kept] as const;
    await new RealRunner().run({ argv: copy, timeoutMs: COPY_MS });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stop();
    await this.lab[Symbol.asyncDispose]();
  }

  #running(): RecoveryMachine {
    if (this.#machine === null) throw new Error('no disk was recovered yet');
    return this.#machine;
  }

  async #stop(): Promise<void> {
    await this.#machine?.[Symbol.asyncDispose]();
    this.#machine = null;
  }
}
