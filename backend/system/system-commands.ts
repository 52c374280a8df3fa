// SPDX-License-Identifier: Apache-2.0
import type { ImageReference } from '../../core/request/image-reference.ts';
import type { SystemStatus } from '../../core/run/system-status.ts';
import type { ExitCode } from '../cli/exit-code.ts';
import type { Output } from '../cli/output.ts';
import type { Runner } from '../runner/command.ts';

/** Where the commands of an installed system run, and how they can be ended. */
export interface SystemContext {
  readonly runner: Runner;
  readonly output: Output;
  /** Aborted by the signals that ask this process to end. */
  readonly signal: AbortSignal;
  /** The proxy of updates as an environment; empty without one. */
  readonly proxy: Readonly<Record<string, string>>;
}

/** What `particleos-system` does, once for each updater: the same words, the same exit statuses. */
export interface SystemCommands {
  readonly status: () => Promise<SystemStatus>;
  /** Stages the newest image of a reference, which is followed from now on; null: of what is followed already. */
  readonly update: (reference: ImageReference | null) => Promise<ExitCode>;
  /** The other deployment starts at the next boot. */
  readonly rollback: () => Promise<ExitCode>;
  /** Copies the loader of the running system to the ESP. */
  readonly renewLoader: () => Promise<ExitCode>;
}
