// SPDX-License-Identifier: Apache-2.0
import { mkdir } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Output } from '../../../core/contract/contract.ts';
import { errorIssue } from '../../../core/issues/issue.ts';
import { causeOf, lastWords, registryMeaning } from '../../probe/skopeo-errors.ts';
import { CommandError, type Runner } from '../../runner/command.ts';

const TIMEOUT_MS = 60_000;
/** HOST or HOST:PORT; skopeo would take a path or an option too. */
const REGISTRY = /^[a-z0-9][a-z0-9.-]*(:\d{1,5})?$/i;

/**
 * `skopeo login` tries the credentials and writes containers-auth.json(5), here below /run: in memory, 0600. The password
 * goes by standard input.
 */
export async function signIn(
  runner: Runner,
  stateDirectory: string,
  { registry, user, password }: { registry: string; user: string; password: string | undefined },
): Promise<Output<'signIn'>> {
  if (password === undefined)
    return {
      authFile: null,
      issues: [errorIssue('secret-missing', [], { name: `the password for ${registry}` })],
    };
  if (!REGISTRY.test(registry))
    return {
      authFile: null,
      issues: [errorIssue('bad-value', [], { value: registry, message: 'not the name of a registry' })],
    };
  const directory = join(stateDirectory, 'auth');
  await mkdir(directory, { recursive: true, mode: 0o700 });
  // One file a registry, its name stable: a plan that was shown names it.
  const authFile = join(
    directory,
    `${createHash('sha256').update(registry).digest('hex').slice(0, 16)}.json`,
  );
  const argv = [
    'skopeo',
    'login',
    '--authfile',
    authFile,
    `--username=${user}`,
    '--password-stdin',
    registry,
  ] as const;
  try {
    await runner.run({ argv, stdin: password, timeoutMs: TIMEOUT_MS });
    return { authFile, issues: [] };
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    if (error.reason === 'not-found')
      return { authFile: null, issues: [errorIssue('tool-missing', [], { tool: 'skopeo' })] };
    const message = lastWords(error.result.stderr);
    const isAuth = registryMeaning(message) === 'registry-auth';
    const issue = isAuth
      ? errorIssue('registry-auth', [], { source: registry })
      : errorIssue('registry-unreachable', [], { source: registry, message: causeOf(message) });
    return { authFile: null, issues: [issue] };
  }
}
