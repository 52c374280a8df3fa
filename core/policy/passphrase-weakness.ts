// SPDX-License-Identifier: Apache-2.0

/** What people choose most often, and what a guesser tries first with a letter or a year before or after it. */
const common =
  `123456 password qwerty qwertz azerty letmein iloveyou welcome admin monkey dragon master sunshine princess
  football baseball shadow superman trustno1 passwort hallo schatz geheim motdepasse contraseña senha haslo parol abc123
  changeme secret login starwars whatever freedom computer internet linux debian`
    .split(/\s+/)
    .toSorted((a, b) => b.length - a.length);

/** Keys in a row, as hands find them. */
const rows = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'qwertyuiop',
  'qwertzuiop',
  'azertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'yxcvbnm',
];
const LEAST_ROW = 4;

/** Below these lengths guessing is a matter of days with hardware for it, whatever argon2id costs. */
const LEAST_CHARACTERS = 8;
const LEAST_DIGITS_ONLY = 14;
/** Characters that must be left when what can be foreseen counts as one. */
const LEAST_UNFORESEEN = 6;

function reversed(text: string): string {
  return Array.from(text).toReversed().join('');
}

/** A text with each common word, each row of keys and each repetition put together into one character. */
function unforeseen(passphrase: string): string {
  let rest = passphrase.toLowerCase();
  for (const word of common) rest = rest.replaceAll(word, '\u0001');
  for (const row of [...rows, ...rows.map(reversed)]) {
    for (let length = row.length; length >= LEAST_ROW; length -= 1)
      for (let at = 0; at + length <= row.length; at += 1)
        rest = rest.replaceAll(row.slice(at, at + length), '\u0002');
  }
  return rest.replaceAll(/(.+?)\1{2,}/gu, '$1');
}

/** Why a passphrase is easy to guess, in words; null when nothing speaks against it. Works without a network. Pure. */
export function passphraseWeakness(passphrase: string): string | null {
  const { length } = Array.from(passphrase);
  if (length < LEAST_CHARACTERS) return `it has only ${length} characters`;
  if (/^\d+$/.test(passphrase) && length < LEAST_DIGITS_ONLY) return 'it has only digits';
  const rest = Array.from(unforeseen(passphrase));
  if (new Set(rest).size < LEAST_UNFORESEEN)
    return 'most of it are common words, keys in a row or repetitions';
  return null;
}
