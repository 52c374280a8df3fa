// SPDX-License-Identifier: Apache-2.0
import type { Facts } from '../../core/facts/facts.ts';
import type { Issue } from '../../core/issues/issue.ts';
import type { ImageReference } from '../../core/request/image-reference.ts';
import type { SignatureRequest } from '../../core/request/request.ts';
import type { Plan } from '../../core/plan/plan.ts';
import type { EndedRun } from '../../core/run/run.ts';
import type { ApplyPlanOptions } from '../install/apply-plan.ts';
import type { PrepareOptions, Prepared } from '../install/prepare-text.ts';
import type { Runner } from '../runner/command.ts';
import { SecretStore } from '../secrets/secret-store.ts';
import { RunFeed } from './run-feed.ts';
import { RunKeeper } from './run-keeper.ts';

/** What the service stands on. The fake of the page tests gives recorded facts and a run that writes nothing. */
export interface ServiceOptions {
  readonly runner: Runner;
  /** Where locks and snapshots lie, and what else is gone with the live system. */
  readonly stateDirectory: string;
  readonly logDirectory: string;
  /** Where the data files of the live system are; other than "/" in tests only. */
  readonly root: string;
  /** Whether this process may write to disks. */
  readonly isRoot: boolean;
  /** Programs that a plan calls and that are not there. */
  readonly missingTools: (plan: Plan) => Promise<Issue[]>;
  readonly prepare: (request: string, options: PrepareOptions) => Promise<Prepared>;
  readonly probe: (image?: ImageReference, signature?: SignatureRequest) => Promise<Facts>;
  readonly execute: (plan: Plan, options: ApplyPlanOptions) => Promise<EndedRun>;
}

/** One live session: it outlives every face, and ends with the service. */
export class Service {
  readonly options: ServiceOptions;
  readonly feed = new RunFeed();
  /** What faces handed over, by name: in memory only. */
  readonly secrets = new SecretStore();
  /** What a run has made and nobody has taken yet: the recovery key of an encrypted disk. */
  readonly made = new SecretStore();
  readonly runs: RunKeeper;
  /** What the face has so far; the face's own text. */
  draft: string | null = null;

  constructor(options: ServiceOptions) {
    this.options = options;
    this.runs = new RunKeeper(options, this.feed, this.made);
  }

  /** A request with all that can be said of it here. change: facts as an install that goes on wants them. */
  prepare(request: string, change?: (facts: Facts) => Facts): Promise<Prepared> {
    return this.options.prepare(request, { change, secretOf: (name) => this.secrets.get(name) });
  }

  /** Whether nothing would be lost if this process ended now. */
  get isForgettable(): boolean {
    return !this.runs.isActive && this.secrets.isEmpty && this.made.isEmpty && this.draft === null;
  }
}
