#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
import { Command, CommanderError } from 'commander';
import { errorIssue } from '../../core/issues/issue.ts';
import { IssueError } from '../../core/issues/issue-error.ts';
import { imageReference, type ImageReference } from '../../core/request/image-reference.ts';
import { exitCode, type ExitCode } from '../cli/exit-code.ts';
import { printIssues, printJson, processOutput, type Output } from '../cli/output.ts';
import { onEndSignal } from '../install/end-signals.ts';
import type { Runner } from '../runner/command.ts';
import { RealRunner } from '../runner/real-runner.ts';
import { bootcCommands } from './bootc-commands.ts';
import { readBootcHost } from './bootc-host.ts';
import { keptProxy } from './kept-proxy.ts';
import { inWritableSysroot } from './mount-namespace.ts';
import { ostreeCommands } from './ostree-commands.ts';
import { systemText } from './show-system.ts';
import { standInFor } from './stand-in-for.ts';
import type { SystemCommands, SystemContext } from './system-commands.ts';

type Work = (commands: SystemCommands, output: Output) => Promise<ExitCode>;

async function status(commands: SystemCommands, output: Output): Promise<ExitCode> {
  const system = await commands.status();
  if (output.json) printJson(output, system);
  else output.out(systemText(system));
  return exitCode.ok;
}

/** A reference that a person typed; null, with words, when it is none. */
function parseReference(text: string, output: Output): ImageReference | null {
  const parsed = imageReference.safeParse(text);
  if (parsed.success) return parsed.data;
  output.err(`${text}: ${parsed.error.issues[0]?.message ?? 'not an image reference'}\n`);
  return null;
}

/** Aborted by the first signal that asks this process to end. */
function untilSignal(): AbortSignal {
  const controller = new AbortController();
  onEndSignal(() => controller.abort());
  return controller.signal;
}

/** bootc does it where bootc installed; otherwise our own code, as root in its own mount namespace where it writes. */
async function run(json: boolean, writes: boolean, work: Work): Promise<void> {
  const output = processOutput(json);
  const runner = new RealRunner();
  try {
    if (writes && process.getuid?.() !== 0) throw new IssueError(errorIssue('not-root'));
    const host = await readBootcHost(runner);
    const proxy = await keptProxy();
    const context = (): SystemContext => ({ runner, output, signal: untilSignal(), proxy });
    if (host !== null) process.exitCode = await work(bootcCommands(host, context()), output);
    else if (writes && !(await inWritableSysroot())) process.exitCode = await reenter(runner, output);
    else process.exitCode = await work(ostreeCommands(context()), output);
  } catch (error) {
    if (error instanceof IssueError) {
      // There is no answer file here that a path could lead into.
      printIssues(output, [{ ...error.issue, path: [] }], undefined);
      process.exitCode = exitCode.refused;
      return;
    }
    const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
    output.err(`particleos-system: this did not work: ${words}\n`);
    process.exitCode = exitCode.internal;
  }
}

/** Runs this very command again with a private, writable view of /sysroot. */
async function reenter(runner: Runner, output: Output): Promise<ExitCode> {
  const inner = 'mount -o remount,rw /sysroot && mount -o remount,rw /boot && exec "$0" "$@"';
  const argv = [
    'unshare',
    '--mount',
    '--propagation=slave',
    '--',
    'sh',
    '-c',
    inner,
    process.execPath,
    ...process.argv.slice(1),
  ] as const;
  const ended = await standInFor(runner, {
    argv,
    timeoutMs: 12 * 3_600_000,
    okExitCodes: Object.values(exitCode),
    onLine: (line, stream) => (stream === 'stdout' ? output.out(`${line}\n`) : output.err(`${line}\n`)),
  });
  return ended.exitCode as ExitCode;
}

const program = new Command('particleos-system')
  .description('Updates a ParticleOS system whole, and goes back whole.')
  .exitOverride();
program
  .command('status')
  .description('show what runs, what is staged and what a rollback would start')
  .option('--json', 'print JSON', false)
  .action((o: { json: boolean }) => run(o.json, false, status));
program
  .command('upgrade')
  .description('stage the newest image of what this system follows')
  .option('--json', 'print JSON', false)
  .action((o: { json: boolean }) => run(o.json, true, (commands) => commands.update(null)));
program
  .command('switch')
  .description('follow another image and stage it')
  .argument('<reference>', 'such as registry:HOST/NAME:TAG or oci:/DIRECTORY')
  .option('--json', 'print JSON', false)
  .action((text: string, o: { json: boolean }) =>
    run(o.json, true, (commands, output) => {
      const reference = parseReference(text, output);
      return reference === null ? Promise.resolve(exitCode.usage) : commands.update(reference);
    }),
  );
program
  .command('rollback')
  .description('start the other deployment at the next boot')
  .action(() => run(false, true, (commands) => commands.rollback()));
program
  .command('renew-loader')
  .description('copy shim and GRUB of the running system to the EFI system partition, where they differ')
  .action(() => run(false, true, (commands) => commands.renewLoader()));

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? exitCode.ok : exitCode.usage;
}
