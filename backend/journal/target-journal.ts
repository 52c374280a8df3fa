// SPDX-License-Identifier: Apache-2.0
import { open, type FileHandle } from 'node:fs/promises';
import { JOURNAL_AREA, type JournalPlace } from '../../core/journal/journal-area.ts';
import type { JournalRecord } from '../../core/journal/journal-record.ts';
import { readExactly } from '../probe/read-exactly.ts';
import { decodeJournal, encodeRecord, type DecodedJournal } from './journal-blocks.ts';

const AREA_BYTES = JOURNAL_AREA.endBytes - JOURNAL_AREA.startBytes;

/** The bytes of the area of a disk, whatever they are. device: a node, or a plain file in tests. Throws when it cannot be read. */
export async function readArea(file: FileHandle): Promise<Buffer> {
  return readExactly(file, JOURNAL_AREA.startBytes, AREA_BYTES);
}

/** The journal on a disk; null when there is none. Throws when the disk cannot be read. */
export async function readTargetJournal(device: string): Promise<DecodedJournal | null> {
  const file = await open(device, 'r');
  try {
    return decodeJournal(await readArea(file));
  } finally {
    await file.close();
  }
}

/** Whether nothing lies where the journal goes, or an earlier journal. Throws when the disk cannot be read. */
export async function isGroundEmpty(device: string): Promise<boolean> {
  const file = await open(device, 'r');
  try {
    const area = await readArea(file);
    return isEmpty(area);
  } finally {
    await file.close();
  }
}

function isEmpty(area: Buffer): boolean {
  return decodeJournal(area) !== null || area.every((byte) => byte === 0);
}

/** Takes the journal off a disk: the head first, so that half of it is none. */
export async function eraseTargetJournal(device: string): Promise<void> {
  const file = await open(device, 'r+');
  try {
    await eraseArea(file, AREA_BYTES);
  } finally {
    await file.close();
  }
}

async function eraseArea(file: FileHandle, bytes: number): Promise<void> {
  const first = Buffer.alloc(Math.min(bytes, 4096));
  await file.write(first, 0, first.length, JOURNAL_AREA.startBytes);
  await file.datasync();
  await file.write(Buffer.alloc(bytes), 0, bytes, JOURNAL_AREA.startBytes);
  await file.datasync();
}

/**
 * Writes the journal of a run onto its target disk. Each record is on the disk for good when `append` resolves. The
 * disk is held open for writing from the first record to the last: each time it were closed, udev would read the table
 * again and take away the partitions for a moment (systemd, rules.d/60-block.rules, OPTIONS+="watch").
 */
export class TargetJournal {
  readonly #file: FileHandle;
  readonly #runId: string;
  /** All of it, to write again when something has wiped the disk meanwhile. */
  readonly #written: Buffer[];
  #bytes: number;
  #sequence: number;

  private constructor(file: FileHandle, runId: string, begun: DecodedJournal | null) {
    this.#file = file;
    this.#runId = runId;
    this.#written = (begun?.records ?? []).map((record, index) => encodeRecord(record, runId, index));
    this.#bytes = this.#written.reduce((sum, { length }) => sum + length, 0);
    this.#sequence = this.#written.length;
  }

  /**
   * Opens the disk. begun: the journal that is to go on. Null when there is no place for one: the ground was there
   * before, and something lies on it. Throws when the disk cannot be opened.
   */
  static async open(
    device: string,
    options: {
      readonly runId: string;
      readonly place: JournalPlace;
      readonly begun: DecodedJournal | null;
    },
  ): Promise<TargetJournal | null> {
    if (options.place === 'none') return null;
    const file = await open(device, 'r+');
    try {
      if (options.place === 'if-empty' && !isEmpty(await readArea(file))) {
        await file.close();
        return null;
      }
      return new TargetJournal(file, options.runId, options.begun);
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** Writes one record; false when the area is full. Throws when the disk does not take it. */
  async append(record: JournalRecord): Promise<boolean> {
    const blocks = encodeRecord(record, this.#runId, this.#sequence);
    if (this.#bytes + blocks.length > AREA_BYTES) return false;
    this.#written.push(blocks);
    const isThere = await this.#beginsAsWritten();
    const bytes = isThere ? blocks : Buffer.concat(this.#written);
    const at = isThere ? this.#bytes : 0;
    await this.#file.write(bytes, 0, bytes.length, JOURNAL_AREA.startBytes + at);
    await this.#file.datasync();
    this.#bytes += blocks.length;
    this.#sequence += 1;
    return true;
  }

  /** A discard of the whole disk, or a tool that clears its beginning, takes the journal with it. */
  async #beginsAsWritten(): Promise<boolean> {
    const [first] = this.#written;
    if (first === undefined || this.#sequence === 0) return false;
    const found = Buffer.alloc(first.length);
    const { bytesRead } = await this.#file.read(found, 0, first.length, JOURNAL_AREA.startBytes);
    return bytesRead === first.length && found.equals(first);
  }

  /** The run succeeded: nothing is left of its journal. */
  async erase(): Promise<void> {
    await eraseArea(this.#file, AREA_BYTES);
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}
