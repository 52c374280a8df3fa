// SPDX-License-Identifier: Apache-2.0
import { decodeJournal } from '../../../backend/journal/journal-blocks.ts';
import { JOURNAL_AREA } from '../../../core/journal/journal-area.ts';
import { journalState, type JournalState } from '../../../core/journal/journal-state.ts';
import type { Stretch } from './choose-crash.ts';
import type { WriteEntry } from './write-log.ts';

/** What the journal on the disk says from a request on. */
export interface Stage {
  /** Index of the request that changed it. */
  readonly at: number;
  /** Null: there is none. */
  readonly journal: JournalState | null;
}

/**
 * One of so many shares of an install by its steps, which are few requests each or thousands: the requests of the step that
 * stands there, from the record of its beginning on. shares: more than `index`. Throws RangeError without a stage.
 */
export function stepAt(
  stages: readonly Stage[],
  requests: number,
  { index, shares }: { readonly index: number; readonly shares: number },
): Stretch {
  const step = Math.floor(((index + 0.5) / shares) * stages.length);
  const stage = stages[step];
  if (stage === undefined) throw new RangeError(`no step ${String(index)} of ${String(shares)}`);
  return { from: stage.at, to: stages[step + 1]?.at ?? requests };
}

/** Reads along in the journal while it is written. read: the data of a request. */
export async function journalStages(
  entries: readonly WriteEntry[],
  read: (entry: WriteEntry) => Promise<Buffer>,
): Promise<Stage[]> {
  const { startBytes, endBytes } = JOURNAL_AREA;
  const area = Buffer.alloc(endBytes - startBytes);
  const stages: Stage[] = [];
  for (const [at, entry] of entries.entries()) {
    const { offsetBytes, sizeBytes, mark } = entry;
    if (mark || sizeBytes === 0 || offsetBytes >= endBytes || offsetBytes + sizeBytes <= startBytes) continue;
    const from = Math.max(0, offsetBytes - startBytes);
    // A discard reads as zeros.
    if (entry.discard) area.fill(0, from, Math.min(area.length, offsetBytes + sizeBytes - startBytes));
    else (await read(entry)).copy(area, from, Math.max(0, startBytes - offsetBytes));
    const journal = decodeJournal(area);
    stages.push({ at, journal: journal === null ? null : journalState(journal.records) });
  }
  return stages;
}
