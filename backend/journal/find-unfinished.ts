// SPDX-License-Identifier: Apache-2.0
import { describeDisk } from '../../core/facts/disk-identity.ts';
import type { Disk } from '../../core/facts/facts.ts';
import { journalState, type JournalState } from '../../core/journal/journal-state.ts';
import type { Unfinished } from '../../core/journal/unfinished.ts';
import { isSameDisk } from '../probe/identity.ts';
import type { DecodedJournal } from './journal-blocks.ts';
import { LiveJournal } from './live-journal.ts';
import { readTargetJournal } from './target-journal.ts';

/** An install that did not end, with all that its journal says. */
export interface FoundJournal {
  readonly journal: DecodedJournal;
  readonly state: JournalState;
  /** The disk as it is now. */
  readonly disk: Disk;
}

function found(journal: DecodedJournal | null, disk: Disk): FoundJournal | null {
  const state = journal === null ? null : journalState(journal.records);
  if (journal === null || state === null || !isSameDisk(state.begin.disk, disk)) return null;
  return { journal, state, disk };
}

/**
 * Installs that were begun and did not end: on each disk that one could be installed on, and in the live system, for
 * disks without a place for a journal. A disk that cannot be read has none. Needs root to find any.
 */
export async function findJournals(disks: readonly Disk[], stateDirectory: string): Promise<FoundJournal[]> {
  const suitable = disks.filter(({ unsuitable }) => unsuitable === null);
  const onDisks = await Promise.all(
    suitable.map(async (disk) => found(await readTargetJournal(disk.path).catch(() => null), disk)),
  );
  const journals = onDisks.filter((entry) => entry !== null);
  const live = await liveJournal(suitable, stateDirectory);
  const isKnown = journals.some(({ journal }) => journal.runId === live?.journal.runId);
  return live === null || isKnown ? journals : [...journals, live];
}

async function liveJournal(disks: readonly Disk[], stateDirectory: string): Promise<FoundJournal | null> {
  const records = await new LiveJournal(stateDirectory).read();
  const state = journalState(records);
  if (state === null || state.disk === 'untouched') return null;
  const journal = { runId: state.begin.runId, records, endBytes: 0 };
  const [disk, ...others] = disks.filter((candidate) => isSameDisk(state.begin.disk, candidate));
  return disk === undefined || others.length > 0 ? null : { journal, state, disk };
}

/** What there is to tell of it. */
export function unfinishedOf({ state, disk }: FoundJournal): Unfinished {
  const { begin, stepId, ended } = state;
  return {
    runId: begin.runId,
    disk: disk.path,
    begunAt: begin.at,
    planHash: begin.planHash,
    image: begin.image,
    stepId,
    diskState: state.disk,
    ended,
  };
}

/** The disk in a person's words. */
export function diskOf({ disk }: FoundJournal): string {
  return describeDisk(disk);
}
