// SPDX-License-Identifier: Apache-2.0
import type { DiskState } from '../plan/step.ts';
import type { JournalBegin, JournalRecord } from './journal-record.ts';
import type { TableBackup } from './table-backup.ts';

/** What a journal comes to: how far the run got. */
export interface JournalState {
  readonly begin: JournalBegin;
  /** The step that had begun last; null: none. */
  readonly stepId: string | null;
  readonly disk: DiskState;
  /** Ids of steps that are done for good. */
  readonly done: ReadonlySet<string>;
  /** The table that was replaced; null: it was not noted. */
  readonly table: TableBackup | null;
  /** How the run ended by itself; null: it was cut off. */
  readonly ended: { readonly state: 'failed' | 'cancelled'; readonly code: string | null } | null;
}

/** Adds up the records of one run; null when they do not begin with its beginning. */
export function journalState(records: readonly JournalRecord[]): JournalState | null {
  const [begin, ...rest] = records;
  if (begin?.event !== 'begin') return null;
  let stepId: string | null = null;
  let disk: DiskState = 'untouched';
  let done = new Set<string>();
  let table: TableBackup | null = null;
  let ended: JournalState['ended'] = null;
  for (const record of rest) {
    switch (record.event) {
      case 'begin':
        return null;
      case 'table-backup':
        table ??= record.backup;
        break;
      case 'step':
        stepId = record.id;
        // What a run goes on with is there before it writes: its first steps say nothing of that.
        if (record.disk !== 'untouched') disk = record.disk;
        ended = null;
        // Begun once more, it is not done any longer.
        done.delete(record.id);
        break;
      case 'done':
        done.add(record.id);
        break;
      case 'continued':
        done = new Set(record.kept.filter((id) => done.has(id)));
        ended = null;
        break;
      case 'end':
        ended = { state: record.state, code: record.code };
        break;
    }
  }
  return { begin, stepId, disk, done, table, ended };
}
