// SPDX-License-Identifier: Apache-2.0
import { uncheckedIssue } from '../../../core/issues/issue.ts';
import { readKeymapCharacters } from '../../probe/read-keymap.ts';
import type { Service } from '../service.ts';
import type { VerbHandlers } from '../verb-handlers.ts';

/** `keymap`: the characters of a console keymap, as this live system has it. */
export function keymapHandler({ options }: Service): VerbHandlers['keymap'] {
  return async ({ keymap }) => {
    const read = await readKeymapCharacters(options.runner, keymap);
    if (read.ok) return { characters: [...read.characters], issues: [] };
    const params = { keymap, message: read.message };
    return { characters: [], issues: [uncheckedIssue('passphrase-unchecked', [], params)] };
  };
}
