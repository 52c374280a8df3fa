// SPDX-License-Identifier: Apache-2.0
import { IssueError } from '../../core/issues/issue-error.ts';
import { errorIssue } from '../../core/issues/issue.ts';
import { CommandError, type Runner } from '../runner/command.ts';

/** Both programs read one line and cut it silently: openssl at 256 bytes (apps/passwd.c), mkpasswd at its buffer. */
const MAX_PASSWORD_BYTES = 255;
/** yescrypt at mkpasswd's cost takes a tenth of a second, under emulation several. */
const TIMEOUT_MS = 60_000;

/** Hashers in order of preference; both read the password from standard input and print a crypt(5) hash. */
const hashers = [
  { argv: ['mkpasswd', '--method=yescrypt', '--stdin'], form: /^\$y\$[./0-9A-Za-z$]+$/ },
  { argv: ['openssl', 'passwd', '-6', '-stdin'], form: /^\$6\$[./0-9A-Za-z$]+$/ },
] as const satisfies readonly { argv: [string, ...string[]]; form: RegExp }[];

/**
 * Hash of a password as crypt(5): yescrypt by mkpasswd (package whois), else SHA-512 by openssl. The password
 * goes by standard input only. Throws IssueError bad-value for a password that would be cut, tool-missing when
 * neither program is there; CommandError when one fails.
 */
export async function hashPassword(runner: Runner, password: string, signal?: AbortSignal): Promise<string> {
  const message = unfit(password);
  if (message !== null)
    throw new IssueError(errorIssue('bad-value', ['users'], { value: 'the password', message }));
  for (const { argv, form } of hashers) {
    try {
      const { stdout } = await runner.run({ argv, stdin: `${password}\n`, timeoutMs: TIMEOUT_MS }, signal);
      const hash = stdout.trim();
      if (!form.test(hash)) throw new Error(`${argv[0]} printed no ${argv[1]} hash`);
      return hash;
    } catch (error) {
      const isMissing = error instanceof CommandError && error.reason === 'not-found';
      if (!isMissing) throw error;
    }
  }
  throw new IssueError(errorIssue('tool-missing', [], { tool: 'mkpasswd' }));
}

/** Why a password cannot be handed over in one line, or null. */
function unfit(password: string): string | null {
  if (password === '') return 'it is empty';
  if (/[\0\n\r]/.test(password)) return 'it has a line break';
  return Buffer.byteLength(password) > MAX_PASSWORD_BYTES
    ? `it is longer than ${MAX_PASSWORD_BYTES} bytes`
    : null;
}
