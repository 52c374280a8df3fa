// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspectOci } from '../../../backend/probe/inspect-oci.ts';
import { RealRunner } from '../../../backend/runner/real-runner.ts';
import { diskBytesNeeded } from '../../../core/plan/storage/partition-sizes.ts';
import { unpackedBytes } from '../../../core/plan/ostree/image-steps.ts';
import { bootDisk } from '../boot-disk.ts';
import { demoAnswersFor } from '../demo-answers.ts';
import { answerChecks, type Check } from '../demo-checks.ts';
import { makeEmptyDisk, makeOverlay } from '../disk-images.ts';
import { installByIso } from '../install.ts';
import { startLive } from '../live.ts';
import type { Disk } from '../machine-options.ts';
import { outputDirectory, testMedium, type Medium } from '../medium.ts';
import { startMachine } from '../start-machine.ts';
import { VmError } from '../vm-error.ts';
import { chooseCrash, type Crash } from './choose-crash.ts';
import { couldStart, type CouldStart } from './could-start.ts';
import { CrashDisk } from './crash-disk.ts';

const GiB = 1024 ** 3;
/** A log is as long as what was written; it is sparse. */
const LOG_BYTES = 64 * GiB;
const BYSTANDER_BYTES = 64 * 1024 ** 2;
const REPORT_MS = 600_000;
const NOTHING_TO_START_MS = 300_000;
const INSTALL_MS = 1_800_000;
const SERIAL = 'CUT';
const ANSWERS = '/sys/firmware/qemu_fw_cfg/by_name/opt/org.particleos/answers/raw';
const answers = demoAnswersFor(`{serial: ${SERIAL}}`, 'poweroff');

/** How a disk was brought to a system after its crash. */
export interface Recovery {
  /** What the installer said of what it found, and of what it does about it. */
  readonly said: string;
  readonly checks: readonly Check[];
  /** Whether the other disk of the machine holds what it held. */
  readonly bystanderIsWhole: boolean;
}

/**
 * Power cuts of an install: it is recorded once, then the disk is brought to each crash in turn, looked at as it stands,
 * and recovered in an overlay. One disk of just the needed size; nothing is copied for a crash but what was in flight.
 */
export class PowerCutLab implements AsyncDisposable {
  readonly crashes: readonly Crash[];
  readonly #medium: Medium;
  readonly #disk: CrashDisk;
  readonly #directory: string;
  readonly #runner = new RealRunner();

  private constructor(medium: Medium, disk: CrashDisk, directory: string, crashes: readonly Crash[]) {
    this.#medium = medium;
    this.#disk = disk;
    this.#directory = directory;
    this.crashes = crashes;
  }

  /** Records an install and chooses the crashes: one for each seed, in the order in which the disk can be brought there. */
  static async record(seeds: readonly number[]): Promise<PowerCutLab> {
    const medium = await testMedium();
    const runner = new RealRunner();
    const directory = join(outputDirectory, 'power-cut');
    await mkdir(directory, { recursive: true });
    const sizeBytes = diskBytesNeeded(unpackedBytes(await inspectOci(medium.image, medium.image, 'amd64')));
    const path = await makeEmptyDisk(join(directory, 'recorded.img'), sizeBytes);
    const log = join(directory, 'writes.log');
    await rm(log, { force: true });
    await writeFile(log, '');
    await truncate(log, LOG_BYTES);
    await installByIso({
      name: 'power-cut-record',
      firmware: 'uefi',
      iso: { path: medium.iso, bus: 'usb' },
      disks: [{ path, bus: 'virtio', serial: SERIAL, writeLog: log }],
      answers: { text: answers, by: 'fw_cfg' },
    });
    await rm(path);
    const disk = await CrashDisk.make(runner, { path: join(directory, 'crashed.img'), sizeBytes, log });
    const crashes = seeds
      .map((seed) => chooseCrash(disk.entries, seed))
      .toSorted((a, b) => a.durable - b.durable);
    return new PowerCutLab(medium, disk, directory, crashes);
  }

  /** Brings the disk to a crash and hands it out; it is read-only, changes go to an overlay. */
  async at<T>(crash: Crash, use: (crashed: CrashedDisk) => Promise<T>): Promise<T> {
    return this.#disk.at(crash, async (path) => {
      const look = await couldStart(this.#runner, path);
      return use(new CrashedDisk(crash, look, { medium: this.#medium, path, directory: this.#directory }));
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#disk[Symbol.asyncDispose]();
    await rm(this.#directory, { recursive: true, force: true });
  }
}

interface Parts {
  readonly medium: Medium;
  readonly path: string;
  readonly directory: string;
}

/** A disk as it stands after a crash. */
export class CrashedDisk {
  readonly crash: Crash;
  readonly look: CouldStart;
  readonly #parts: Parts;
  readonly #runner = new RealRunner();

  constructor(crash: Crash, look: CouldStart, parts: Parts) {
    this.crash = crash;
    this.look = look;
    this.#parts = parts;
  }

  /** The file that a virtual machine may change. */
  async #overlay(): Promise<Disk> {
    const path = join(this.#parts.directory, 'overlay.qcow2');
    await makeOverlay(this.#runner, path, this.#parts.path);
    return { path, format: 'qcow2', bus: 'virtio', serial: SERIAL };
  }

  /** Switches a machine on with this disk alone: whether its firmware finds nothing to start. */
  async startsNothing(): Promise<boolean> {
    const disks = [await this.#overlay()];
    const name = `power-cut-${String(this.crash.seed)}-nothing`;
    await using machine = await startMachine({ name, firmware: 'uefi', disks });
    const end = machine.waitForEnd(NOTHING_TO_START_MS);
    return end.then(
      () => false,
      (error: unknown) => error instanceof Error && error.message.includes('no-boot-device'),
    );
  }

  /** Starts the disk as it stands: what is missing in the system that comes up; nothing, when none does. */
  async checksAsItStands(): Promise<readonly Check[]> {
    try {
      return await this.#checks(await this.#overlay(), 'as-it-stands');
    } catch (error) {
      // A loader that was torn is none. A kernel that ends in a panic or in a shell would be half a system.
      if (error instanceof VmError && /no-boot-device|uefi-shell|grub-prompt/.test(error.message)) return [];
      throw error;
    }
  }

  /** Starts the ISO again, with "Unattended install" or by hand, and the disk afterwards. */
  async recover(by: 'unattended' | 'hand'): Promise<Recovery> {
    const disk = await this.#overlay();
    const bystander = await this.#makeBystander();
    const before = await digestOf(bystander.path);
    const said = await (by === 'unattended'
      ? this.#unattended([disk, bystander])
      : this.#byHand([disk, bystander]));
    const bystanderIsWhole = (await digestOf(bystander.path)) === before;
    return { said, checks: await this.#checks(disk, 'recovered'), bystanderIsWhole };
  }

  async #makeBystander(): Promise<Disk> {
    const path = await makeEmptyDisk(join(this.#parts.directory, 'bystander.img'), BYSTANDER_BYTES);
    await writeFile(path, Buffer.alloc(BYSTANDER_BYTES, 'bystander'));
    return { path, bus: 'virtio', serial: 'BYSTANDER', bootable: false };
  }

  async #unattended(disks: readonly Disk[]): Promise<string> {
    const { lines } = await installByIso({
      name: `power-cut-${String(this.crash.seed)}-unattended`,
      firmware: 'uefi',
      iso: { path: this.#parts.medium.iso, bus: 'usb' },
      disks,
      answers: { text: answers, by: 'fw_cfg' },
    });
    return lines.join('\n');
  }

  /** As a person would: what does not go on is started over. */
  async #byHand(disks: readonly Disk[]): Promise<string> {
    await using live = await startLive({
      name: `power-cut-${String(this.crash.seed)}-hand`,
      firmware: 'uefi',
      iso: { path: this.#parts.medium.iso, bus: 'usb' },
      disks,
      answers: { text: answers, by: 'fw_cfg' },
    });
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

  async #checks(disk: Disk, what: string): Promise<readonly Check[]> {
    const name = `power-cut-${String(this.crash.seed)}-${what}`;
    const report = await bootDisk({ name, firmware: 'uefi', disk, deadlineMs: REPORT_MS });
    return answerChecks(report).filter(({ ok }) => !ok);
  }
}

async function digestOf(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
}
