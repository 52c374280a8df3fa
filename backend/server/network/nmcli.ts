// SPDX-License-Identifier: Apache-2.0
import { CommandError, lastLines, type CommandSpec, type Runner } from '../../runner/command.ts';

/** NetworkManager gives a connection 45 s by itself (nmcli(1), --wait is 90). */
const TIMEOUT_MS = 100_000;

/** Fields of one line of `nmcli --terse`: ":" and "\\" in a value are escaped by "\\" (nmcli(1)). */
export function fieldsOf(line: string): string[] {
  const fields = [''];
  for (const part of line.match(/\\.|[^\\]/gsu) ?? []) {
    if (part === ':') fields.push('');
    else fields[fields.length - 1] += part.length > 1 && part.startsWith('\\') ? part.slice(1) : part;
  }
  return fields;
}

type Argv = CommandSpec['argv'];

/**
 * A program that opens /dev/stdin by its name: Node makes the standard input of a child a socket, and a socket cannot be
 * opened (open(2), ENXIO); a pipe can. Its exit status is that of the program.
 */
export function throughPipe(argv: Argv): Argv {
  return ['sh', '-c', 'cat | exec "$@"', 'sh', ...argv];
}

/** Lines of a terse answer. Throws CommandError. */
export async function nmcli(
  runner: Runner,
  words: readonly string[],
  more: Pick<CommandSpec, 'stdin'> = {},
): Promise<string[]> {
  const plain = ['nmcli', '--terse', '--escape', 'yes', '--colors', 'no', ...words] as const;
  const argv = more.stdin === undefined ? plain : throughPipe(plain);
  const { stdout } = await runner.run({ argv, timeoutMs: TIMEOUT_MS, ...more });
  return stdout.split('\n').filter((line) => line !== '');
}

/** What nmcli said last, without its "Error: ". */
export function nmcliWords(error: CommandError): string {
  if (error.reason === 'timeout') return 'no answer in time';
  return lastLines(error.result.stderr || error.result.stdout, 1).replace(/^Error: /, '');
}
