// SPDX-License-Identifier: Apache-2.0
import { stateAfter } from '../plan/state-after.ts';
import type { DiskState } from '../plan/step.ts';
import type { JournalBegin, JournalRecord } from './journal-record.ts';
import { stateForUndo } from './state-for-undo.ts';
import type { TableBackup } from './table-backup.ts';

/** What a journal comes to: how far the run got. */
export interface JournalState {
  readonly begin: JournalBegin;
  /** The step that had begun last; null: none. */
  readonly stepId: string | null;
  readonly disk: DiskState;
  /** Ids of steps that are done for good. */
  readonly done: ReadonlySet<string>;
  /** The same for undo-table: how far the run ever got. */
  readonly furthestDisk: DiskState;
  /** The tables that were noted before they were replaced, of each disk. */
  readonly tables: readonly TableBackup[];
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
  let furthestDisk: DiskState = 'untouched';
  const tables: TableBackup[] = [];
  let ended: JournalState['ended'] = null;
  for (const record of rest) {
    switch (record.event) {
      case 'begin':
        return null;
      case 'table-backup':
        tables.push(record.backup);
        break;
      case 'step':
        stepId = record.id;
        disk = stateAfter(disk, record.disk);
        furthestDisk = stateForUndo(furthestDisk, record);
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
  return { begin, stepId, disk, furthestDisk, done, tables, ended };
}
