// SPDX-License-Identifier: Apache-2.0
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { inspectOci } from '../../../backend/probe/inspect-oci.ts';
import { RealRunner } from '../../../backend/runner/real-runner.ts';
import { diskBytesNeeded } from '../../../core/plan/storage/partition-sizes.ts';
import { unpackedBytes } from '../../../core/plan/ostree/image-steps.ts';
import { makeEmptyDisk } from '../disk-images.ts';
import { installByIso } from '../install.ts';
import type { Disk } from '../machine-options.ts';
import { outputDirectory, type Medium } from '../medium.ts';
import type { Crash } from './choose-crash.ts';
import { couldStart } from './could-start.ts';
import { CrashDisk } from './crash-disk.ts';
import { CrashedDisk, cutAnswers } from './crashed-disk.ts';
import { journalStages, type Stage } from './journal-stages.ts';
import type { WriteEntry } from './write-log.ts';
import { beginRecord, endRecord, type WriteRecord } from './write-record.ts';

const RECORD_MS = 2_400_000;

/** Records an install onto a disk of just the needed size. */
export async function recordInstall(medium: Medium): Promise<WriteRecord> {
  const serial = 'CUT';
  const sizeBytes = diskBytesNeeded(unpackedBytes(await inspectOci(medium.image, medium.image, 'amd64')));
  const path = await makeEmptyDisk(join(outputDirectory, 'power-cut', 'recorded.img'), sizeBytes);
  await installByIso({
    name: 'power-cut-record',
    firmware: 'uefi',
    iso: { path: medium.iso, bus: 'usb' },
    disks: [{ path, bus: 'virtio', serial, writeLog: await beginRecord() }],
    answers: { text: cutAnswers(serial), by: 'fw_cfg' },
    deadlineMs: RECORD_MS,
  });
  await rm(path);
  return endRecord(medium, { sizeBytes, serial });
}

type Parts = Pick<CrashedDisk['parts'], 'iso' | 'serial' | 'directory'>;

/** Chooses crashes from a recording. stages: what the journal said, and from which request on. */
export type Chooser = (entries: readonly WriteEntry[], stages: readonly Stage[]) => readonly Crash[];

/**
 * Power cuts of a recorded install: the disk is brought to each crash in turn, looked at as it stands, and recovered in an
 * overlay. Nothing is copied for a crash but what was in flight.
 */
export class PowerCutLab implements AsyncDisposable {
  /** In the order in which the disk can be brought there. */
  readonly crashes: readonly Crash[];
  readonly #disk: CrashDisk;
  readonly #parts: Parts;
  readonly #record: WriteRecord;
  readonly #runner = new RealRunner();

  private constructor(disk: CrashDisk, record: WriteRecord, parts: Parts, crashes: readonly Crash[]) {
    this.#disk = disk;
    this.#record = record;
    this.#parts = parts;
    this.crashes = crashes;
  }

  /** name: of its directory and its machines; two labs may read one record. */
  static async open(
    medium: Medium,
    record: WriteRecord,
    choose: Chooser,
    name = 'power-cut',
  ): Promise<PowerCutLab> {
    const { sizeBytes, log, serial } = record;
    const directory = join(outputDirectory, name);
    await mkdir(directory, { recursive: true });
    const path = join(directory, 'crashed.img');
    const disk = await CrashDisk.make(new RealRunner(), { path, sizeBytes, log });
    const stages = await journalStages(disk.entries, (entry) => disk.dataOf(entry));
    const crashes = choose(disk.entries, stages).toSorted((a, b) => a.durable - b.durable);
    return new PowerCutLab(disk, record, { iso: medium.iso, serial, directory }, crashes);
  }

  /** Brings the disk to a crash and hands it out; it is read-only, changes go to an overlay. */
  async at<T>(index: number, use: (crashed: CrashedDisk) => Promise<T>): Promise<T> {
    const crash = this.crashes[index];
    if (crash === undefined) throw new RangeError(`no crash ${String(index)}`);
    return this.#disk.at(crash, async (path) => {
      const look = await couldStart(this.#runner, path);
      return use(new CrashedDisk(crash, look, { ...this.#parts, path }));
    });
  }

  /** The disk as the install left it that nothing cut, for as long as `use` works with it. */
  async uncut<T>(use: (disk: Disk) => Promise<T>): Promise<T> {
    const { directory, serial } = this.#parts;
    const path = join(directory, 'uncut.img');
    await using disk = await CrashDisk.make(this.#runner, { ...this.#record, path });
    const end = disk.entries.length;
    const all = { seed: 0, at: end, durable: end, survived: [] };
    try {
      return await disk.at(all, () => use({ path, bus: 'virtio', serial }));
    } finally {
      await rm(path);
    }
  }

  /** Where its disks are. */
  get directory(): string {
    return this.#parts.directory;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#disk[Symbol.asyncDispose]();
    await rm(this.#parts.directory, { recursive: true, force: true });
  }
}
