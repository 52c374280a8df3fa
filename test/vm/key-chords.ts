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

/** What a German keyboard has elsewhere: the keys are named by what the US layout has on them. */
const german: Readonly<Record<string, readonly string[]>> = {
  y: ['z'],
  z: ['y'],
  Y: ['shift', 'z'],
  Z: ['shift', 'y'],
  ä: ['apostrophe'],
  ö: ['semicolon'],
  ü: ['bracket_left'],
  Ä: ['shift', 'apostrophe'],
  Ö: ['shift', 'semicolon'],
  Ü: ['shift', 'bracket_left'],
  ß: ['minus'],
  '?': ['shift', 'minus'],
  '-': ['slash'],
  _: ['shift', 'slash'],
  '+': ['bracket_right'],
  '!': ['shift', '1'],
  '%': ['shift', '5'],
  '/': ['shift', '7'],
  ' ': ['spc'],
  '.': ['dot'],
  ':': ['shift', 'dot'],
  ',': ['comma'],
};

/** Keyboard layouts that text can be typed on. */
export type TypedLayout = 'us' | 'de';

function germanChord(character: string): readonly string[] {
  if (/^[a-xA-X0-9]$/.test(character)) return keyChord(character);
  const chord = german[character];
  if (chord === undefined) throw new Error(`no key for ${JSON.stringify(character)} on the German layout`);
  return chord;
}

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
export function keyChords(text: string, layout: TypedLayout = 'us'): (readonly string[])[] {
  return Array.from(text, layout === 'us' ? keyChord : germanChord);
}
