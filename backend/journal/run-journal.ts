// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto';
import { journalPlace, type JournalPlace } from '../../core/journal/journal-area.ts';
import type { JournalBegin, JournalRecord } from '../../core/journal/journal-record.ts';
import type { Disk } from '../../core/facts/facts.ts';
import type { TableBackup } from '../../core/journal/table-backup.ts';
import type { Plan } from '../../core/plan/plan.ts';
import { bootDisk } from '../../core/plan/storage/layout.ts';
import { isWhole } from '../../core/plan/state-after.ts';
import type { DiskState } from '../../core/plan/step.ts';
import type { EndedRun } from '../../core/run/run.ts';
import type { RunLog } from '../execute/context.ts';
import type { StepJournal } from '../execute/execute-plan.ts';
import type { DecodedJournal } from './journal-blocks.ts';
import { LiveJournal } from './live-journal.ts';
import { eraseTargetJournal, isGroundEmpty, readTargetJournal, TargetJournal } from './target-journal.ts';

export interface RunJournalOptions {
  readonly stateDirectory: string;
  /** Node of the target disk, now. */
  readonly device: string;
  readonly place: JournalPlace;
  readonly begin: JournalBegin;
  /** Steps whose end is worth a record. */
  readonly milestones: ReadonlySet<string>;
  /** The journal that goes on, and what of it still counts as done. */
  readonly continues: { readonly journal: DecodedJournal; readonly kept: readonly string[] } | null;
  readonly log: RunLog;
  /** Now, ISO 8601. */
  readonly now: () => string;
}

/** Name of a run, for its journal: 16 hexadecimal digits. */
export function newRunId(): string {
  return randomBytes(8).toString('hex');
}

/**
 * Keeps the journal of one run, in the live system from the start and on the target disk from the first write to it. A
 * journal that cannot be written is told in the log and does not end the run: without it one starts over.
 */
export class RunJournal implements StepJournal {
  readonly #options: RunJournalOptions;
  readonly #live: LiveJournal;
  #target: TargetJournal | null = null;
  #triedTarget = false;
  #isFull = false;
  /** What the target has not been told yet: nothing is written there before the disk is. */
  #waiting: JournalRecord[];
  #lastStep = '';
  /** Something was written to the disk. */
  #isBegun = false;
  /** Records are written one after the other, in the order in which they were told. */
  #queue: Promise<void> = Promise.resolve();

  constructor(options: RunJournalOptions) {
    const { stateDirectory, continues, begin, now } = options;
    this.#options = options;
    this.#live = new LiveJournal(stateDirectory);
    this.#waiting =
      continues === null ? [begin] : [{ event: 'continued', at: now(), kept: [...continues.kept] }];
  }

  /** Begins the journal of the live system. */
  async open(): Promise<void> {
    const before = this.#options.continues?.journal.records ?? [];
    await this.#guarded(() => this.#live.begin([...before, ...this.#waiting]));
  }

  readonly step = async (id: string, disk: DiskState): Promise<void> => {
    this.#lastStep = id;
    this.#isBegun ||= disk !== 'untouched';
    const { place } = this.#options;
    const mayBegin = disk !== 'untouched' && !(place === 'when-formatted' && isWhole(disk));
    // While undo-table can bring all of it back, nothing is written over but zeros.
    const ground = isWhole(disk) ? 'if-empty' : 'any';
    await this.#write({ event: 'step', id, disk }, mayBegin ? ground : null);
  };

  /** The table as it was; goes to the disk together with the first step that replaces it. */
  readonly table = async (backup: TableBackup): Promise<void> => {
    // A run that goes on finds its own table; the one before is noted already.
    if (this.#options.continues === null) await this.#write({ event: 'table-backup', backup }, null);
  };

  readonly done = async (id: string): Promise<void> => {
    if (this.#options.milestones.has(id)) await this.#write({ event: 'done', id }, null);
  };

  /** The run ended: after a success nothing of the journal stays, else it says how. */
  async end(run: EndedRun): Promise<void> {
    await this.#queue;
    if (run.state === 'succeeded') {
      await this.#guarded(() => this.#live.erase());
      await this.#guarded(() => this.#eraseTarget());
    } else if (this.#isBegun || this.#options.continues !== null) {
      const code = run.state === 'failed' ? (run.issues[0]?.code ?? null) : null;
      const id = run.stepId === '' ? this.#lastStep : run.stepId;
      await this.#write({ event: 'end', state: run.state, id, code }, null);
    } else {
      // Nothing was written to the disk: there is nothing to go on with.
      await this.#guarded(() => this.#live.erase());
    }
    const target = this.#target;
    this.#target = null;
    if (target !== null) await this.#guarded(() => target.close());
  }

  /** begin: on what ground the target's part may begin now; null: not now. Once begun it gets every record. */
  #write(record: JournalRecord, begin: 'any' | 'if-empty' | null): Promise<void> {
    this.#queue = this.#queue.then(() => this.#writeNow(record, begin));
    return this.#queue;
  }

  async #writeNow(record: JournalRecord, begin: 'any' | 'if-empty' | null): Promise<void> {
    await this.#guarded(() => this.#live.append(record));
    this.#waiting.push(record);
    await this.#guarded(async () => {
      if (!this.#triedTarget && begin !== null) {
        if (begin === 'if-empty' && !(await isGroundEmpty(this.#options.device))) return;
        this.#triedTarget = true;
        this.#target = await this.#openTarget();
      }
      if (!this.#triedTarget) return;
      for (const waiting of this.#waiting.splice(0)) {
        if (!this.#isFull && (await this.#target?.append(waiting)) === false) await this.#full();
      }
    });
  }

  async #openTarget(): Promise<TargetJournal | null> {
    const { device, place, continues, begin, log } = this.#options;
    const target = await TargetJournal.open(device, {
      runId: begin.runId,
      place,
      begun: continues?.journal ?? null,
    });
    if (target === null) log({ event: 'journal-off-target', why: 'the disk has no place for it' });
    return target;
  }

  /**
   * A first run does each step once: what is there is true still, and only says less than was done. One that goes on does
   * steps again, and a journal that cannot say so would take them for done. The disk stays open either way.
   */
  async #full(): Promise<void> {
    this.#isFull = true;
    this.#options.log({ event: 'journal-off-target', why: 'it is full' });
    if (this.#options.continues !== null) await this.#target?.erase();
  }

  /**
   * The new system is no unfinished install, whatever was written: one that this run could not open is erased too, and one
   * of an earlier run. Where there is no place for a journal, nothing is ours to erase.
   */
  async #eraseTarget(): Promise<void> {
    if (this.#target !== null) return this.#target.erase();
    const { device, place } = this.#options;
    if (place !== 'none' && (await readTargetJournal(device)) !== null) await eraseTargetJournal(device);
  }

  async #guarded(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      this.#options.log({ event: 'journal-failed', detail });
    }
  }
}

/** Where the journal of an install goes on its disk; bootc's to-disk makes a new GPT itself. */
export function placeFor({ layout }: Pick<Plan, 'layout'>, disk: Disk): JournalPlace {
  const before = disk.partitions.map(({ startBytes, sizeBytes }) => ({
    startBytes: startBytes ?? 0,
    sizeBytes: startBytes === null ? disk.sizeBytes : sizeBytes,
  }));
  // A file system on the whole disk.
  if (disk.content !== null) before.push({ startBytes: 0, sizeBytes: disk.sizeBytes });
  const { table, partitions } = bootDisk(layout);
  const planned = partitions.filter(({ action }) => action !== 'delete');
  return journalPlace({ table: table === 'kept' && disk.table === 'dos' ? 'dos' : table, planned, before });
}
