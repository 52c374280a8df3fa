// SPDX-License-Identifier: Apache-2.0
import type { RunLog } from '../execute/context.ts';
import type { Runner } from '../runner/command.ts';

/** Longer than any install. */
const MOST_MS = 24 * 3_600_000;

/**
 * Keeps logind from sleep, shutdown and the lid until the returned function is called: systemd-inhibit(1) holds the lock
 * as long as its command lives. Where there is no logind the install goes on without.
 */
export function inhibitShutdown(runner: Runner, log: RunLog): () => Promise<void> {
  const controller = new AbortController();
  const argv = [
    'systemd-inhibit',
    '--what=shutdown:sleep:idle:handle-power-key:handle-lid-switch',
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
