// SPDX-License-Identifier: Apache-2.0

/** Characters of the US layout that are not their own key name, see QKeyCode in QEMU's qapi/ui.json. */
const plain: Readonly<Record<string, string>> = {
  ' ': 'spc',
  '\n': 'ret',
  '\t': 'tab',
  '-': 'minus',
  '=': 'equal',
  '[': 'bracket_left',
  ']': 'bracket_right',
  ';': 'semicolon',
  "'": 'apostrophe',
  '`': 'grave_accent',
  '\\': 'backslash',
  ',': 'comma',
  '.': 'dot',
  '/': 'slash',
};
const shiftedRow = ')!@#$%^&*(';
const shiftedSigns: Readonly<Record<string, string>> = {
  _: '-',
  '+': '=',
  '{': '[',
  '}': ']',
  ':': ';',
  '"': "'",
  '~': '`',
  '|': '\\',
  '<': ',',
  '>': '.',
  '?': '/',
};

function keyChord(character: string): string[] {
  if (/^[a-z0-9]$/.test(character)) return [character];
  if (/^[A-Z]$/.test(character)) return ['shift', character.toLowerCase()];
  const digit = shiftedRow.indexOf(character);
  if (digit !== -1) return ['shift', String(digit)];
  const sign = shiftedSigns[character];
  const code = plain[sign ?? character];
  if (code === undefined) throw new Error(`no key for ${JSON.stringify(character)} on the US layout`);
  return sign === undefined ? [code] : ['shift', code];
}

/** The keys to press, one chord per character. */
export function keyChords(text: string): string[][] {
  return Array.from(text, keyChord);
}
