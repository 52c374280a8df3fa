// SPDX-License-Identifier: Apache-2.0
import { errorIssue } from '../../core/issues/issue.ts';
import { IssueError } from '../../core/issues/issue-error.ts';
import type { Plan } from '../../core/plan/plan.ts';
import { RECOVERY_KEY } from '../../core/plan/storage/encryption.ts';
import type { EndedRun, Run } from '../../core/run/run.ts';
import { guardRun } from '../install/guard-run.ts';
import { inhibitLogind, WITH_FACE } from '../install/inhibit-logind.ts';
import { lockRun } from '../install/lock-run.ts';
import { RunStateFile } from '../install/run-state-file.ts';
import type { JournalWish } from '../journal/journal-of-run.ts';
import { KEPT_LOGS, ONE_LOG_BYTES, openLog, type Log } from '../log/open-log.ts';
import { leavesSystem, secretKeeper } from '../install/keep-secrets.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import type { RunFeed } from './run-feed.ts';
import type { ServiceOptions } from './service.ts';

/** A plan that was confirmed, and the secrets it needs; they are wiped when the run ends. */
export interface Confirmed {
  readonly plan: Plan;
  readonly hash: string;
  readonly secrets: SecretStore;
  readonly journal: JournalWish;
}

/** The one run of this service: it belongs to no face, so a face that dies ends nothing. */
export class RunKeeper {
  readonly #options: ServiceOptions;
  readonly #feed: RunFeed;
  /** Takes what a run makes and must not log. */
  readonly #made: SecretStore;
  /** What to do once somebody has the recovery key. */
  #leave: (() => Promise<void>) | null = null;
  #controller: AbortController | null = null;
  #ended: Promise<void> = Promise.resolve();

  constructor(options: ServiceOptions, feed: RunFeed, made: SecretStore) {
    this.#options = options;
    this.#feed = feed;
    this.#made = made;
  }

  get isActive(): boolean {
    return this.#controller !== null;
  }

  /** Begins a run; resolves with its first snapshot. Throws IssueError run-active while another lives, here or elsewhere. */
  async start(confirmed: Confirmed): Promise<Run> {
    if (this.#controller !== null) throw new IssueError(errorIssue('run-active'));
    const controller = new AbortController();
    this.#controller = controller;
    const { stateDirectory, logDirectory, runner } = this.#options;
    const undo: (() => Promise<void>)[] = [async () => confirmed.secrets[Symbol.dispose]()];
    try {
      undo.push(await lockRun(stateDirectory));
      const log = await openLog({
        directory: logDirectory,
        keepFiles: KEPT_LOGS,
        maxBytes: ONE_LOG_BYTES,
        secrets: confirmed.secrets.values(),
      });
      undo.push(() => log.close(), inhibitLogind(runner, log.write, WITH_FACE));
      const first = Promise.withResolvers<Run>();
      this.#ended = this.#run(confirmed, log, controller.signal, first.resolve).then((run) =>
        this.#settle(run, confirmed.plan, undo, first.resolve),
      );
      return await first.promise;
    } catch (error) {
      this.#controller = null;
      for (const step of undo.toReversed()) await step();
      throw error;
    }
  }

  /** Asks the run to end and clean up. */
  cancel(): void {
    this.#controller?.abort();
  }

  /** Resolves when no run of ours is left. */
  async settled(): Promise<void> {
    await this.#ended;
  }

  async #run(
    { plan, hash, secrets, journal }: Confirmed,
    log: Log,
    signal: AbortSignal,
    onFirst: (run: Run) => void,
  ): Promise<EndedRun> {
    const { runner, execute, stateDirectory } = this.#options;
    const state = new RunStateFile(stateDirectory);
    const begun = performance.now();
    // Of a run before that failed, and that this one does again: it is not to be shown as this one's.
    if (this.#feed.now.state !== 'succeeded') this.#made.take(RECOVERY_KEY);
    log.write({ event: 'plan', hash, plan });
    const onRun = (run: Run): void => {
      // The last snapshot is told after the clean-up: who reads "failed" may try again at once.
      if (run.state !== 'running') return;
      state.write(run);
      this.#feed.publish(run);
      onFirst(run);
    };
    let run: EndedRun;
    try {
      const keepSecret = secretKeeper({ log, secrets, made: this.#made });
      run = await execute(plan, { runner, secrets, keepSecret, log: log.write, onRun, signal, journal });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      log.write({ event: 'fault', message }, 'error');
      // With its time: a face that has left one such run knows another one by it.
      const durationMs = performance.now() - begun;
      run = { ...lostRun([errorIssue('internal', [], { message, log: log.file })]), durationMs };
    }
    const shown = guardRun(run, secrets.values());
    state.write(shown);
    await state.settled();
    return shown;
  }

  async #settle(
    run: EndedRun,
    plan: Plan,
    undo: (() => Promise<void>)[],
    onFirst: (run: Run) => void,
  ): Promise<void> {
    for (const step of undo.toReversed()) await step().catch(() => undefined);
    this.#controller = null;
    // The key of a disk that does not start opens nothing of use; one on a stick needs nobody to read it.
    if (!leavesSystem(run) || plan.recoveryKey !== 'shown') this.#made.take(RECOVERY_KEY);
    this.#feed.publish(run);
    onFirst(run);
    if (run.state !== 'succeeded' || plan.after === 'stay') return;
    const argv = ['systemctl', '--no-block', plan.after] as const;
    this.#leave = async () => {
      await this.#options.runner.run({ argv, timeoutMs: 60_000 }).catch(() => undefined);
    };
    if (this.#made.isEmpty) await this.#leave();
  }

  /** Somebody has the recovery key: it is forgotten here, and what waited for that is done. */
  async acknowledge(): Promise<void> {
    this.#made.take(RECOVERY_KEY);
    const leave = this.#leave;
    this.#leave = null;
    await leave?.();
  }
}

/** A run of which only its end is known. */
export function lostRun(issues: Extract<Run, { state: 'failed' }>['issues']): EndedRun {
  const unknown = { stepId: '', durationMs: 0, phases: [], leftovers: [] };
  // The worst that may be: nobody looked.
  return { state: 'failed', issues, disk: 'system-incomplete', ...unknown };
}
