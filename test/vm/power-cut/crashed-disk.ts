// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RealRunner } from '../../../backend/runner/real-runner.ts';
import { bootDisk } from '../boot-disk.ts';
import { demoAnswersFor } from '../demo-answers.ts';
import { answerChecks, type Check } from '../demo-checks.ts';
import { makeEmptyDisk, makeOverlay } from '../disk-images.ts';
import type { Disk, DiskBus, MachineOptions } from '../machine-options.ts';
import { startMachine } from '../start-machine.ts';
import { VmError } from '../vm-error.ts';
import type { Crash } from './choose-crash.ts';
import type { CouldStart } from './could-start.ts';

const BYSTANDER_BYTES = 64 * 1024 ** 2;
const REPORT_MS = 600_000;
const NOTHING_TO_START_MS = 300_000;

/** The answers of an install that is cut, said of its disk by its serial number: another disk is there when it goes on. */
export function cutAnswers(serial: string): string {
  return demoAnswersFor(`{serial: ${serial}}`, 'poweroff');
}

interface Parts {
  readonly iso: string;
  readonly serial: string;
  /** The raw disk, which must not change. */
  readonly path: string;
  readonly directory: string;
}

/** What another machine has to do with the one that looks at a disk. */
type Beside = Pick<MachineOptions, 'inPlaceOf'>;

/** A disk as it stands after a crash. */
export class CrashedDisk {
  readonly crash: Crash;
  readonly look: CouldStart;
  readonly parts: Parts;

  constructor(crash: Crash, look: CouldStart, parts: Parts) {
    this.crash = crash;
    this.look = look;
    this.parts = parts;
  }

  /** What is said of it in the output of a test. */
  get title(): string {
    const { seed, at, survived } = this.crash;
    const stepId = this.look.journal?.stepId ?? 'no journal';
    return `seed ${String(seed)}, request ${String(at)}, ${String(survived.length)} unflushed writes came through; ${stepId}`;
  }

  /** Whether a firmware would find something to start on it, and none may: half a system is there. */
  get startsTooEarly(): boolean {
    const { bios, uefi, journal } = this.look;
    return journal !== null && journal.disk !== 'bootable' && (bios || uefi);
  }

  /** A file that virtual machines may change. */
  async overlay(): Promise<Disk> {
    const { directory, path, serial } = this.parts;
    const file = join(directory, 'overlay.qcow2');
    await makeOverlay(new RealRunner(), file, path);
    return { path: file, format: 'qcow2', bus: 'virtio', serial };
  }

  /** Switches a machine on with this disk alone: whether its firmware finds nothing to start. */
  async startsNothing(beside: Beside = {}): Promise<boolean> {
    const disks = [await this.overlay()];
    const name = `power-cut-${String(this.crash.seed)}-nothing`;
    await using machine = await startMachine({ name, firmware: 'uefi', disks, ...beside });
    try {
      await machine.waitForEnd(NOTHING_TO_START_MS);
      return false;
    } catch (error) {
      // OVMF ends in its own shell when nothing on the disks can be loaded.
      if (error instanceof VmError && /no-boot-device|uefi-shell/.test(error.message)) return true;
      throw error;
    }
  }

  /** Starts the disk as it stands: what is missing in the system that comes up; nothing, when none does. */
  async checksAsItStands(beside: Beside = {}): Promise<readonly Check[]> {
    try {
      return await this.checks(await this.overlay(), 'as-it-stands', beside);
    } catch (error) {
      // A loader that was torn is none. A kernel that ends in a panic or in a shell would be half a system.
      if (error instanceof VmError && /no-boot-device|uefi-shell|grub-prompt/.test(error.message)) return [];
      throw error;
    }
  }

  /** Starts a disk that was recovered: what is not as the answers asked. */
  async checks(disk: Disk, what: string, beside: Beside = {}): Promise<readonly Check[]> {
    const name = `power-cut-${String(this.crash.seed)}-${what}`;
    const report = await bootDisk({ name, firmware: 'uefi', disk, deadlineMs: REPORT_MS, ...beside });
    return answerChecks(report).filter(({ ok }) => !ok);
  }
}

/** A disk that is beside the crashed one and that nobody may touch. */
export class Bystander {
  readonly disk: Disk;
  readonly #digest: string;

  private constructor(disk: Disk, digest: string) {
    this.disk = disk;
    this.#digest = digest;
  }

  static async make(directory: string, bus: DiskBus): Promise<Bystander> {
    const path = await makeEmptyDisk(join(directory, 'bystander.img'), BYSTANDER_BYTES);
    await writeFile(path, Buffer.alloc(BYSTANDER_BYTES, 'bystander'));
    const disk = { path, bus, serial: 'BYSTANDER', bootable: false } as const;
    return new Bystander(disk, await digestOf(path));
  }

  /** Whether it holds what it held. */
  async isWhole(): Promise<boolean> {
    return (await digestOf(this.disk.path)) === this.#digest;
  }
}

async function digestOf(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
}
