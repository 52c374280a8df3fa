// SPDX-License-Identifier: Apache-2.0
import { keyChords } from './key-chords.ts';

/** What a German key prints, by what the same key prints on the US layout (xkb, symbols/de against symbols/us). */
const samePlace: Readonly<Record<string, string>> = {
  z: 'y',
  y: 'z',
  Z: 'Y',
  Y: 'Z',
  ß: '-',
  '?': '_',
  ü: '[',
  Ü: '{',
  ö: ';',
  Ö: ':',
  ä: "'",
  Ä: '"',
  '+': ']',
  '*': '}',
  '#': '\\',
  "'": '|',
  '-': '/',
  _: '?',
  ';': '<',
  ':': '>',
  '"': '@',
  '/': '&',
  '&': '^',
  '(': '*',
  ')': '(',
  '=': ')',
};

/** The keys to press on a machine with the German layout, one chord per character. */
export function germanKeyChords(text: string): string[][] {
  return Array.from(text, (character) => samePlace[character] ?? character).flatMap(keyChords);
}
