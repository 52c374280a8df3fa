// SPDX-License-Identifier: Apache-2.0
import { CommandError } from '../../runner/command.ts';

/** Why something could not be read, in one line a person can act on. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof CommandError)) return error instanceof Error ? error.message : String(error);
  const { reason, result } = error;
  // unshare and the shell of a look stand before the program that matters; both are always there.
  const program = result.argv[0] ?? '?';
  if (reason === 'not-found') return `the program ${program} is missing`;
  if (reason === 'timeout') return `${program} took too long`;
  const [first] = result.stderr.split('\n').filter((line) => line.trim() !== '');
  return first?.trim().slice(0, 300) ?? `${program} failed with status ${result.exitCode}`;
}
