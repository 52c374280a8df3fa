// SPDX-License-Identifier: Apache-2.0
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { journalRecord, type JournalRecord } from '../../core/journal/journal-record.ts';
import { readIfThere } from '../probe/read-if-there.ts';

const NAME = 'journal.jsonl';

/** The journal in the live system: for a second try without a restart, and for disks that have no place for one. */
export class LiveJournal {
  readonly path: string;

  constructor(stateDirectory: string) {
    this.path = join(stateDirectory, NAME);
  }

  /** Begins anew with these records. */
  async begin(records: readonly JournalRecord[]): Promise<void> {
    await rm(this.path, { force: true });
    for (const record of records) await this.append(record);
  }

  async append(record: JournalRecord): Promise<void> {
    // Root's alone: the request says who will use the machine.
    const file = await open(this.path, 'a', 0o600);
    try {
      await file.writeFile(`${JSON.stringify(record)}\n`);
      await file.datasync();
    } finally {
      await file.close();
    }
  }

  /** The records up to the first line that is not whole; none when there is no journal, or it is not ours to read. */
  async read(): Promise<JournalRecord[]> {
    const text = await readIfThere(this.path).catch(() => null);
    const records: JournalRecord[] = [];
    for (const line of (text ?? '').split('\n')) {
      const record = parseLine(line);
      if (record === null) break;
      records.push(record);
    }
    return records;
  }

  async erase(): Promise<void> {
    await rm(this.path, { force: true });
  }
}

function parseLine(line: string): JournalRecord | null {
  try {
    return journalRecord.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}
