// SPDX-License-Identifier: Apache-2.0

/** Types of a key symbol (linux/keyboard.h): a character, a dead key by number, a letter, a dead key by character. */
const LATIN = 0x00;
const DEAD = 0x04;
const LETTER = 0x0b;
const DEAD2 = 0x0d;
/** Symbols from here down are characters of Unicode, those above have a type (drivers/tty/vt/keyboard.c, K and U). */
const TYPES = 0xf0;

/** What each dead key of type DEAD stands for in the kernel's table of compositions (keyboard.c, ret_diacr). */
const dead = '`\'^~",_U.*=cki#o!?+-)(:n;$@';

/** Combining characters for those dead keys that Unicode composes with. */
const combining: Readonly<Record<string, string>> = {
  '`': '\u0300',
  "'": '\u0301',
  '^': '\u0302',
  '~': '\u0303',
  '"': '\u0308',
  ',': '\u0327',
  '*': '\u030a',
};

/** Maps that can be reached at a prompt: plain, with Shift, with AltGr, with both. */
const reachable = ['plain', 'shift', 'altgr', 'shift_altgr'];

/** Key symbols of one map: "unsigned short plain_map[NR_KEYS] = { 0xf200, ... };" */
function symbolsOf(text: string, map: string): number[] {
  const body = new RegExp(
    `^(?:static )?(?:unsigned short|u_short) ${map}_map\\[NR_KEYS\\] = \\{([^}]*)\\}`,
    'm',
  ).exec(text)?.[1];
  return [...(body ?? '').matchAll(/0x([0-9a-f]{4})/gi)].map(([, hex]) => Number.parseInt(hex ?? '0', 16));
}

/** Compositions of the keymap itself: "{'`', 'A', 0x00c0}", also with numbers for the characters. */
function accentsOf(text: string): [accent: string, base: string, result: string][] {
  const table = /accent_table\[MAX_DIACR\] = \{([^]*?)^\};/m.exec(text)?.[1] ?? '';
  const one = String.raw`('(?:\\.|[^'])'|0x[0-9a-f]+|\d+)`;
  const character = (word: string): string => {
    if (word.startsWith("'")) return word.slice(1, -1).replace(/^\\(.)$/, '$1');
    return String.fromCodePoint(Number(word));
  };
  return [...table.matchAll(new RegExp(String.raw`\{\s*${one}\s*,\s*${one}\s*,\s*${one}\s*\}`, 'gi'))].map(
    ([, accent = '0', base = '0', result = '0']) => [character(accent), character(base), character(result)],
  );
}

/** The kernel composes what Latin-1 has when a keymap has no table of its own (defkeymap.map, "compose"). */
function latinCompositions(accents: ReadonlySet<string>, direct: ReadonlySet<string>): string[] {
  const found: string[] = [];
  for (const accent of accents) {
    const mark = combining[accent];
    if (mark === undefined) continue;
    for (const base of direct) {
      const composed = (base + mark).normalize('NFC');
      const [one, ...more] = Array.from(composed);
      if (more.length === 0 && (one?.codePointAt(0) ?? 0x100) < 0x100) found.push(composed);
    }
  }
  return found;
}

/**
 * The characters that a console keymap can type, dead keys included, from what `loadkeys --unicode --mktable` prints
 * (loadkeys(1)). Empty for a text that is none. Pure.
 */
export function keymapCharacters(table: string): ReadonlySet<string> {
  const direct = new Set<string>();
  const accents = new Set<string>();
  for (const symbol of reachable.flatMap((map) => symbolsOf(table, map))) {
    const high = symbol >> 8;
    if (high < TYPES) {
      if (symbol >= 0x20) direct.add(String.fromCodePoint(symbol));
      continue;
    }
    const type = high - TYPES;
    const value = symbol & 0xff;
    if ((type === LATIN || type === LETTER) && value >= 0x20 && value !== 0x7f)
      direct.add(String.fromCodePoint(value));
    else if (type === DEAD) accents.add(dead[value] ?? '');
    else if (type === DEAD2) accents.add(String.fromCodePoint(value));
  }
  accents.delete('');
  const own = accentsOf(table);
  const composed = own
    .filter(([accent, base]) => accents.has(accent) && direct.has(base))
    .map(([, , result]) => result);
  const byKernel = own.length === 0 ? latinCompositions(accents, direct) : [];
  // A dead key and then a blank is the mark itself (keyboard.c, handle_diacr).
  const marks = direct.has(' ') ? accents : [];
  return new Set([...direct, ...composed, ...byKernel, ...marks]);
}
