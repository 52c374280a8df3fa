// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { keymapCharacters } from './keymap-characters.ts';
import { passphraseWeakness } from './passphrase-weakness.ts';
import { untypeablePlaces, verifyTyped } from './typeable.ts';

/** A table as loadkeys prints it, of the given key symbols. */
function table(maps: Readonly<Record<string, readonly number[]>>, accents = ''): string {
  const bodies = Object.entries(maps).map(([name, symbols]) => {
    const words = symbols.map((symbol) => `0x${symbol.toString(16).padStart(4, '0')},`).join('\t');
    return `${name === 'plain' ? '' : 'static '}unsigned short ${name}_map[NR_KEYS] = {\n\t${words}\n};\n`;
  });
  return `${bodies.join('\n')}\nstruct kbdiacruc accent_table[MAX_DIACR] = {\n${accents}};\n`;
}

/** KT_LATIN "1" and blank, KT_LETTER a, e and ö, the euro sign, a dead circumflex and a dead caron. */
const symbols = { one: 0xf031, blank: 0xf020, a: 0xfb61, e: 0xfb65, oe: 0xfbf6, euro: 0x20ac };
const CIRCUMFLEX = 0xf402;
const CARON = 0xf40b;

test('a keymap types what its keys are, without and with Shift and AltGr', () => {
  const found = keymapCharacters(
    table({ plain: [symbols.one, symbols.a], shift: [0xfb41], altgr: [symbols.euro], ctrl: [0xfb62] }),
  );
  expect([...found].toSorted()).toEqual(['1', 'A', 'a', '€']);
});

test('keys that move, switch or print nothing are no characters', () => {
  expect(keymapCharacters(table({ plain: [0xf200, 0xf01b, 0xf07f, 0xf702, 0xf201, 0xf100] })).size).toBe(0);
  expect(keymapCharacters('').size).toBe(0);
});

test('a dead key types itself before a blank, and the letters of Latin-1 with its mark', () => {
  const found = keymapCharacters(
    table({ plain: [symbols.blank, symbols.a, symbols.e, symbols.oe, CIRCUMFLEX, CARON] }),
  );
  // č is not in the kernel's own table, which has Latin-1 only.
  expect([...found].toSorted()).toEqual([' ', '^', 'a', 'c', 'e', 'â', 'ê', 'ö'].toSorted());
});

test("a keymap's own compositions take the place of the kernel's", () => {
  const accents = "\t{'^', 'a', 0x00e2},\t{'`', 'e', 0x00e8},\n\t{'\\'', 'e', 0x00e9},\n";
  const found = keymapCharacters(table({ plain: [symbols.a, symbols.e, CIRCUMFLEX] }, accents));
  expect([...found].toSorted()).toEqual(['a', 'e', 'â']);
});

test.each([
  ['abc', []],
  ['aéb', [2]],
  ['🦊a漢', [1, 3]],
  ['e\u0301', [2]],
])('the places of %j that have no key', (text, places) => {
  expect(untypeablePlaces(text, new Set('abce'))).toEqual(places);
});

test('the typed test says what differs first, and what could not be typed at boot', () => {
  const here = new Set('abc');
  expect(verifyTyped('abc', 'abc', here)).toEqual({ result: 'same' });
  expect(verifyTyped('abc', 'acb', here)).toEqual({ result: 'different', from: 2 });
  expect(verifyTyped('abc', 'ab', here)).toEqual({ result: 'different', from: 3 });
  expect(verifyTyped('ab', 'abc', here)).toEqual({ result: 'different', from: 3 });
  expect(verifyTyped('aböc', 'aböc', here)).toEqual({ result: 'not-at-boot', places: [3] });
});

test.each([
  'short',
  '1234567890123',
  'password123',
  'qwertzuiop',
  'aaaaaaaaaaaa',
  'abcabcabcabc',
  'Passwort1',
])('%s is easy to guess', (text) => {
  expect(passphraseWeakness(text)).not.toBeNull();
});

test.each(['vier Wörter ohne Sinn', 'Zaubertruhe-Yacht', 'k7#mQ2vX9p'])('%s is not called weak', (text) => {
  expect(passphraseWeakness(text)).toBeNull();
});
