// SPDX-License-Identifier: Apache-2.0
import { IssueError } from '../../core/issues/issue-error.ts';
import { errorIssue, uncheckedIssue, warningIssue, type Issue } from '../../core/issues/issue.ts';
import { passphraseWeakness } from '../../core/policy/passphrase-weakness.ts';
import { untypeablePlaces } from '../../core/policy/typeable.ts';
import type { Request } from '../../core/request/request.ts';
import { readKeymapCharacters } from '../probe/read-keymap.ts';
import type { Runner } from '../runner/command.ts';
import type { SecretStore } from '../secrets/secret-store.ts';

/** Longest passphrase that cryptsetup asks for at a prompt (cryptsetup(8), "Notes on passphrase processing"). */
const MAX_BYTES = 512;

/** Why a passphrase cannot be typed into one line, or null. */
function unfit(passphrase: string): string | null {
  if (/[\0\n\r]/.test(passphrase)) return 'it has a line break';
  return Buffer.byteLength(passphrase) > MAX_BYTES ? `it is longer than ${MAX_BYTES} bytes` : null;
}

/**
 * The passphrase of the disk before anything is written: throws IssueError when it was not handed over or can never be
 * typed. Returns warnings: it is easy to guess, or has characters that the keyboard at boot has no key for. They say where,
 * never which. keymap: of the boot prompt; null: the kernel's own, which is US.
 */
export async function preparePassphrase(
  runner: Runner,
  { encryption }: Pick<Request, 'encryption'>,
  secrets: SecretStore,
  keymap: string | null,
): Promise<Issue[]> {
  if (encryption === undefined) return [];
  const name = encryption.passphraseSecret;
  const path = ['encryption', 'passphraseSecret'];
  const passphrase = secrets.get(name);
  if (passphrase === undefined) throw new IssueError(errorIssue('secret-missing', path, { name }));
  const message = unfit(passphrase);
  if (message !== null) throw new IssueError(errorIssue('passphrase-unfit', path, { name, message }));
  const issues: Issue[] = [];
  const why = passphraseWeakness(passphrase);
  if (why !== null) issues.push(warningIssue('passphrase-weak', path, { why }));
  const known = keymap ?? 'us';
  const read = await readKeymapCharacters(runner, known);
  if (!read.ok)
    return [
      ...issues,
      uncheckedIssue('passphrase-unchecked', path, { keymap: known, message: read.message }),
    ];
  const places = untypeablePlaces(passphrase, read.characters);
  if (places.length === 0) return issues;
  const params = { keymap: known, count: places.length, places: places.join(', ') };
  return [...issues, warningIssue('passphrase-untypeable', path, params)];
}
