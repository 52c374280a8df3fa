// SPDX-License-Identifier: Apache-2.0
import type { Plan } from '../../core/plan/plan.ts';
import type { EndedRun, Run } from '../../core/run/run.ts';
import { applyPlan } from '../install/apply-plan.ts';
import { secretKeeper } from '../install/keep-secrets.ts';
import { guardRun } from '../install/guard-run.ts';
import { inhibitLogind, WITHOUT_FACE } from '../install/inhibit-logind.ts';
import { lockRun } from '../install/lock-run.ts';
import { RunStateFile } from '../install/run-state-file.ts';
import { STATE_DIRECTORY } from '../install/state-directory.ts';
import type { JournalWish } from '../journal/journal-of-run.ts';
import { KEPT_LOGS, LOG_DIRECTORY, ONE_LOG_BYTES, openLog } from '../log/open-log.ts';
import type { Runner } from '../runner/command.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import type { EventLines } from './event-lines.ts';
import type { Output } from './output.ts';
import { ProgressLine } from './progress-line.ts';

/** One run of the command line: the lock, the log, the journal, the progress. Ends with the run, whatever its end. */
export async function runPlan(
  runner: Runner,
  output: Output,
  plan: Plan,
  {
    secrets,
    made,
    journal,
    events = null,
  }: {
    readonly secrets: SecretStore;
    /** Takes what the run makes, for the caller to give away once. */
    readonly made: SecretStore;
    readonly journal: Omit<JournalWish, 'stateDirectory'>;
    /** Says the same for programs. */
    readonly events?: EventLines | null;
  },
): Promise<EndedRun> {
  const unlock = await lockRun(STATE_DIRECTORY);
  const log = await openLog({
    directory: LOG_DIRECTORY,
    keepFiles: KEPT_LOGS,
    maxBytes: ONE_LOG_BYTES,
    secrets: secrets.values(),
  });
  const allow = inhibitLogind(runner, log.write, WITHOUT_FACE);
  try {
    log.write({ event: 'plan', hash: journal.hash, plan });
    const state = new RunStateFile(STATE_DIRECTORY);
    const line = new ProgressLine(output, process.stderr.isTTY);
    const onRun = (snapshot: Run): void => {
      const run = 'durationMs' in snapshot ? guardRun(snapshot, secrets.values()) : snapshot;
      state.write(run);
      line.show(run);
      events?.show(run);
    };
    const ended = await applyPlan(plan, {
      runner,
      secrets,
      keepSecret: secretKeeper({ log, secrets, made }),
      log: log.write,
      onRun,
      journal: { ...journal, stateDirectory: STATE_DIRECTORY },
    });
    const run = guardRun(ended, secrets.values());
    await state.settled();
    line.end(run, log.file);
    events?.end(run, log.file);
    return run;
  } finally {
    await allow();
    await log.close();
    await unlock();
  }
}
