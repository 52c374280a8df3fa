// SPDX-License-Identifier: Apache-2.0
import type { RunLog } from '../execute/context.ts';
import type { Runner } from '../runner/command.ts';

/** Longer than any install. */
const MOST_MS = 24 * 3_600_000;

/** What a run that a person cancels on a page keeps logind from. */
export const WITH_FACE = 'shutdown:sleep:idle:handle-power-key:handle-lid-switch';
/** Of a run without a page the power key is the cancel, where nobody is at a console: it ends cleanly. */
export const WITHOUT_FACE = 'sleep:idle:handle-lid-switch';

/**
 * Keeps logind from what is named until the returned function is called: systemd-inhibit(1) holds the lock as long as its
 * command lives. Where there is no logind the install goes on without.
 */
export function inhibitLogind(
  runner: Runner,
  log: RunLog,
  what: typeof WITH_FACE | typeof WITHOUT_FACE,
): () => Promise<void> {
  const controller = new AbortController();
  const argv = [
    'systemd-inhibit',
    `--what=${what}`,
    '--who=ParticleOS installer',
    '--why=A system is being installed',
    '--mode=block',
    'sleep',
    'infinity',
  ] as const;
  const held = runner.run({ argv, timeoutMs: MOST_MS }, controller.signal).then(
    () => undefined,
    (error: unknown) => {
      if (controller.signal.aborted) return;
      log({ event: 'not-inhibited', message: error instanceof Error ? error.message : String(error) });
    },
  );
  return () => {
    controller.abort();
    return held;
  };
}
