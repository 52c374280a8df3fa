// SPDX-License-Identifier: Apache-2.0
import { errorIssue, type IssueCode } from '../../core/issues/issue.ts';
import { IssueError } from '../../core/issues/issue-error.ts';
import { splitReference, type ImageReference } from '../../core/request/image-reference.ts';
import { exitCode, type ExitCode } from '../cli/exit-code.ts';
import { printIssues, printJson } from '../cli/output.ts';
import { explainFailure } from '../execute/explain-failure.ts';
import { CommandError, type Runner } from '../runner/command.ts';
import { readBootcHost, type BootcHost } from './bootc-host.ts';
import { bootcSystem, entryId, referenceOf, rollbackQueued } from './bootc-status.ts';
import type { SystemCommands, SystemContext } from './system-commands.ts';

const TIMEOUT_MS = 6 * 3_600_000;

/** bootc found these before it wrote anything. */
function isRefusal(code: IssueCode): boolean {
  return (
    /^(?:registry|image)-/.test(code) ||
    [
      'bootc-not-booted',
      'bootc-no-source',
      'bootc-no-rollback',
      'bootc-policy-open',
      'bootc-signature-refused',
    ].includes(code)
  );
}

/** Calls bootc with its words passed on; null when it went well, else the exit status for what became of it. */
async function call(
  words: readonly string[],
  title: string,
  context: SystemContext,
): Promise<ExitCode | null> {
  const { runner, output, signal, proxy } = context;
  const onLine = (line: string): void => output.err(`${line}\n`);
  try {
    await runner.run({ argv: ['bootc', ...words], env: proxy, timeoutMs: TIMEOUT_MS, onLine }, signal);
    return null;
  } catch (error) {
    if (error instanceof CommandError && error.reason === 'cancelled') return exitCode.cancelled;
    const issue = explainFailure(error, title);
    printIssues(output, [issue], undefined);
    if (output.json) printJson(output, { state: 'failed', issues: [issue] });
    return isRefusal(issue.code) ? exitCode.refused : exitCode.failed;
  }
}

/** What an update came to: what is staged now, or that there was nothing new. */
function tellUpdate(before: BootcHost, after: BootcHost, { output }: SystemContext): void {
  const { staged, booted } = after.status;
  const old = before.status.staged;
  const isNew = staged != null && (old == null || entryId(staged) !== entryId(old));
  const digest = (staged ?? booted)?.image?.imageDigest ?? '';
  if (output.json) printJson(output, { state: isNew ? 'succeeded' : 'current', digest });
  if (isNew) output.err('The new system is staged; it starts at the next boot.\n');
  else {
    const followed = after.spec.image === null ? 'this system' : referenceOf(after.spec.image);
    output.err(`Up to date: ${followed} is ${digest}.\n`);
  }
}

async function hostNow(runner: Runner): Promise<BootcHost> {
  const host = await readBootcHost(runner);
  if (host === null) throw new IssueError(errorIssue('bootc-not-booted'));
  return host;
}

/** The words of an update: of what is followed, or of another image. A system that asks for signatures goes on doing so. */
function updateWords({ spec }: BootcHost, reference: ImageReference | null): string[] {
  if (reference === null) {
    if (spec.image === null) throw new IssueError(errorIssue('image-no-update-ref'));
    return ['upgrade'];
  }
  const { transport, name } = splitReference(reference);
  const policy = spec.image?.signature === 'containerPolicy' ? ['--enforce-container-sigpolicy'] : [];
  return ['switch', '--transport', transport, ...policy, name];
}

async function update(
  host: BootcHost,
  reference: ImageReference | null,
  context: SystemContext,
): Promise<ExitCode> {
  const ended = await call(updateWords(host, reference), 'Fetch and stage the new system', context);
  if (ended !== null) return ended;
  tellUpdate(host, await hostNow(context.runner), context);
  return exitCode.ok;
}

/** bootc's own rollback takes a queued one back; ours is the same however often it is said. */
async function rollback(host: BootcHost, context: SystemContext): Promise<ExitCode> {
  const { rollback: other, staged } = host.status;
  if (other == null) {
    context.output.err('There is no other deployment to go back to.\n');
    return exitCode.refused;
  }
  // What is staged would win over what is queued; bootc drops it.
  if (staged != null || rollbackQueued(host) !== true) {
    const ended = await call(['rollback'], 'Go back to the other deployment', context);
    if (ended !== null) return ended;
  }
  context.output.err(`The next boot starts ${entryId(other).slice(0, 12)}.\n`);
  return exitCode.ok;
}

/** The commands of a system that bootc updates. host: what bootc says of it now. */
export function bootcCommands(host: BootcHost, context: SystemContext): SystemCommands {
  return {
    status: () => Promise.resolve(bootcSystem(host)),
    update: (reference) => update(host, reference, context),
    rollback: () => rollback(host, context),
    renewLoader: () => Promise.reject(new IssueError(errorIssue('bootc-loader'))),
  };
}
