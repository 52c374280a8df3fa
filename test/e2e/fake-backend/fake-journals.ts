// SPDX-License-Identifier: Apache-2.0
import { errorIssue, type Issue } from '../../../core/issues/issue.ts';
import type { Unfinished } from '../../../core/journal/unfinished.ts';
import type { Plan } from '../../../core/plan/plan.ts';
import type { EndedRun } from '../../../core/run/run.ts';

/** The journals on the disks of the recorded machine. */
export class FakeJournals {
  #installs: readonly Unfinished[];
  #runs = 0;

  constructor(installs: readonly Unfinished[]) {
    this.#installs = installs;
  }

  get installs(): Unfinished[] {
    return [...this.#installs];
  }

  diskOf(runId: string): string | undefined {
    return this.#installs.find((one) => one.runId === runId)?.disk;
  }

  forget(runId: string): void {
    this.#installs = this.#installs.filter((one) => one.runId !== runId);
  }

  /** A run that ended: the journal of the disk is another one now, or none. One that wrote nothing leaves none. */
  note({ disk, image }: Plan, run: EndedRun): void {
    this.#installs = this.#installs.filter((one) => one.disk !== disk.path);
    if (run.state === 'succeeded' || run.disk === 'untouched') return;
    this.#runs += 1;
    const code = run.state === 'failed' ? (run.issues[0]?.code ?? null) : null;
    const install: Unfinished = {
      runId: `run-${this.#runs}`,
      disk: disk.path,
      begunAt: '2026-11-21T09:00:00.000Z',
      planHash: 'b'.repeat(64),
      image: { source: image.source, digest: image.digest },
      stepId: run.stepId,
      diskState: run.disk,
      ended: { state: run.state, code },
    };
    this.#installs = [...this.#installs, install];
  }

  /** Why one cannot go on. plan: of the request that came along; without one the passwords are asked for, one by one. */
  refusal(runId: string, plan: Plan | null, secrets: ReadonlyMap<string, string>): Issue[] {
    const install = this.#installs.find((one) => one.runId === runId);
    if (install === undefined) return [errorIssue('resume-nothing')];
    if (plan !== null && plan.disk.path !== install.disk)
      return [errorIssue('resume-changed', [], { disk: install.disk, what: 'another disk' })];
    const name = ['user-password', 'disk-passphrase'].find((one) => !secrets.has(one));
    return plan !== null || name === undefined ? [] : [errorIssue('secret-missing', [], { name })];
  }
}
