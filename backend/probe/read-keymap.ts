// SPDX-License-Identifier: Apache-2.0
import { keymapCharacters } from '../../core/policy/keymap-characters.ts';
import { CommandError, lastLines, type Runner } from '../runner/command.ts';

const TIMEOUT_MS = 60_000;

/** The characters of a keymap, or why they are not known, in words. */
export type KeymapCharacters =
  | { readonly ok: true; readonly characters: ReadonlySet<string> }
  | { readonly ok: false; readonly message: string };

/**
 * What can be typed with a console keymap, by this system's own keymaps (package console-data) and loadkeys: it prints the
 * table and loads nothing, so that neither root nor a console is needed (loadkeys(1), --mktable). Rejects only when cancelled.
 */
export async function readKeymapCharacters(
  runner: Runner,
  keymap: string,
  signal?: AbortSignal,
): Promise<KeymapCharacters> {
  const argv = ['loadkeys', '--quiet', '--unicode', '--mktable', '--', keymap] as const;
  try {
    const { stdout } = await runner.run({ argv, timeoutMs: TIMEOUT_MS }, signal);
    const characters = keymapCharacters(stdout);
    return characters.size === 0
      ? { ok: false, message: 'loadkeys printed no table of keys' }
      : { ok: true, characters };
  } catch (error) {
    if (!(error instanceof CommandError) || error.reason === 'cancelled') throw error;
    if (error.reason === 'not-found') return { ok: false, message: 'the program loadkeys is missing' };
    return {
      ok: false,
      message: lastLines(error.result.stderr, 1) || `loadkeys ended with ${error.result.exitCode}`,
    };
  }
}
