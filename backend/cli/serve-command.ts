// SPDX-License-Identifier: Apache-2.0
import { applyPlan, missingTools } from '../install/apply-plan.ts';
import { factsFor } from '../install/facts-for.ts';
import { prepareText } from '../install/prepare-text.ts';
import { STATE_DIRECTORY } from '../install/state-directory.ts';
import { LOG_DIRECTORY } from '../log/open-log.ts';
import type { Runner } from '../runner/command.ts';
import { takePassedSockets } from '../server/passed-sockets.ts';
import { serve, type ServeOptions } from '../server/serve.ts';
import { exitCode, type ExitCode } from './exit-code.ts';
import type { Output } from './output.ts';

/** The wizard's files take memory that only the browser of a kiosk needs. */
async function kioskOn(fd: number | undefined, renderer: string): Promise<ServeOptions['kiosk']> {
  if (fd === undefined) return undefined;
  const { readRenderer } = await import('../gateway/renderer-files.ts');
  return { fd, files: await readRenderer(renderer) };
}

/** `serve`: the root service, until it is told to stop or nobody needs it. */
export async function serveCommand(
  runner: Runner,
  output: Output,
  { socket, renderer, idleMinutes }: { socket: string | undefined; renderer: string; idleMinutes: number },
): Promise<ExitCode> {
  const passed = takePassedSockets();
  const serving = await serve({
    runner,
    socket,
    passed: passed.get('service'),
    kiosk: await kioskOn(passed.get('kiosk'), renderer),
    idleMs: idleMinutes * 60_000,
    stateDirectory: STATE_DIRECTORY,
    logDirectory: LOG_DIRECTORY,
    root: '/',
    isRoot: process.getuid?.() === 0,
    missingTools,
    prepare: (request, options) => prepareText(runner, request, options),
    probe: (image, signature) => factsFor(runner, image, signature),
    execute: applyPlan,
    say: (line) => output.err(`${line}\n`),
  });
  const stop = (): void => void serving.stop();
  process.on('SIGTERM', stop).on('SIGINT', stop);
  await serving.ended;
  process.off('SIGTERM', stop).off('SIGINT', stop);
  return exitCode.ok;
}
