// SPDX-License-Identifier: Apache-2.0
import type { Facts } from '../../core/facts/facts.ts';
import { milestones, type Continued } from '../../core/journal/continue-plan.ts';
import type { JournalBegin } from '../../core/journal/journal-record.ts';
import { requestWithoutSecrets } from '../../core/journal/request-without-secrets.ts';
import { tableBackup } from '../../core/journal/table-backup.ts';
import type { Plan } from '../../core/plan/plan.ts';
import type { Request } from '../../core/request/request.ts';
import type { RunLog } from '../execute/context.ts';
import type { FoundJournal } from './find-unfinished.ts';
import { newRunId, placeFor, RunJournal } from './run-journal.ts';

/** What the journal of a run is made from. */
export interface JournalWish {
  readonly stateDirectory: string;
  /** As the plan was made from them. */
  readonly facts: Facts;
  readonly request: Request;
  readonly hash: string;
  /** The install that goes on; null: it begins. */
  readonly continues: { readonly found: FoundJournal; readonly continued: Continued } | null;
}

/** Longer ones would fill the journal; such an install needs its answer file to go on. */
const MAX_REQUEST_CHARACTERS = 100_000;

function beginOf(plan: Plan, { facts, request, hash }: JournalWish, at: string): JournalBegin | null {
  const disk = facts.disks.find(({ path }) => path === plan.disk.path);
  if (disk === undefined) return null;
  const others = new Set(plan.otherDisks.map(({ path }) => path));
  const asked = requestWithoutSecrets(request);
  const isLong = JSON.stringify(asked).length > MAX_REQUEST_CHARACTERS;
  const { source, digest } = plan.image;
  return {
    event: 'begin',
    runId: newRunId(),
    at,
    planHash: hash,
    engine: plan.engine,
    image: { source, digest },
    disk,
    otherDisks: facts.disks.filter(({ path }) => others.has(path)),
    request: isLong ? null : asked,
  };
}

/** A run with its journal: what is left to do, what to log with, what to tell. */
export interface JournaledRun {
  readonly plan: Plan;
  readonly log: RunLog;
  readonly journal: RunJournal | null;
}

/** Begins the journal of a run, or goes on with one. */
export async function journalOfRun(plan: Plan, wish: JournalWish, log: RunLog): Promise<JournaledRun> {
  const { continues, facts, stateDirectory } = wish;
  const now = (): string => new Date().toISOString();
  const begin = continues?.found.state.begin ?? beginOf(plan, wish, now());
  const steps = continues === null ? plan.steps : continues.continued.steps;
  const disk = begin?.disk ?? facts.disks[0];
  if (begin === null || disk === undefined) return { plan: { ...plan, steps }, log, journal: null };
  const journal = new RunJournal({
    stateDirectory,
    device: plan.disk.path,
    place: placeFor(plan, disk),
    begin,
    milestones: milestones(plan.steps),
    continues:
      continues === null ? null : { journal: continues.found.journal, kept: continues.continued.kept },
    log,
    now,
  });
  await journal.open();
  const tapped: RunLog = (record) => {
    log(record);
    const backup = record.event === 'table-backup' ? tableBackup.safeParse(record['backup']).data : undefined;
    if (backup !== undefined) void journal.table(backup);
  };
  return { plan: { ...plan, steps }, log: tapped, journal };
}
