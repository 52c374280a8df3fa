// SPDX-License-Identifier: Apache-2.0

export type StrengthAdvice = 'common' | 'personal' | 'short' | 'repeat';

export interface Strength {
  /** 0 very weak .. 3 strong. */
  readonly score: 0 | 1 | 2 | 3;
  readonly advice: StrengthAdvice | null;
}

/** The start of every list of leaked passwords, in several languages; digits and signs at the end are cut before. */
const common = new Set(
  `password passwort passw0rd p@ssword kennwort motdepasse contrasena senha haslo qwerty qwertz azerty qwertyuiop
  letmein welcome admin administrator root user login test guest secret master dragon monkey shadow iloveyou ichliebedich
  sunshine princess football fussball baseball superman batman starwars trustno1 hello hallo bonjour hola computer internet
  linux debian ubuntu fedora particleos abc abcd abcdef changeme default asdf asdfgh yxcvbn zxcvbn geheim schatz soleil
  amour michael jennifer jordan hunter summer winter sommer flower cheese whatever ninja mustang access pokemon`.split(
    /\s+/,
  ),
);

const rows = [
  'abcdefghijklmnopqrstuvwxyz',
  '0123456789',
  'qwertzuiop',
  'qwertyuiop',
  'asdfghjkl',
  'yxcvbnm',
  'zxcvbnm',
];

/** Whether a character only goes on with what the two before it began: aaa, 123, qwe, backwards too. */
function goesOn(text: string, at: number): boolean {
  const piece = text.slice(at - 2, at + 1);
  if (piece.length < 3) return false;
  if (piece[0] === piece[1] && piece[1] === piece[2]) return true;
  const back = Array.from(piece).toReversed().join('');
  return rows.some((row) => row.includes(piece) || row.includes(back));
}

function alphabet(text: string): number {
  let size = 0;
  if (/\p{Ll}/u.test(text)) size += 26;
  if (/\p{Lu}/u.test(text)) size += 26;
  if (/\d/.test(text)) size += 10;
  if (/[^\p{L}\d]/u.test(text)) size += 24;
  if (/\p{Lo}/u.test(text)) size += 500;
  return Math.max(size, 2);
}

/**
 * How hard a password is to guess, roughly, in bits: the characters that are no continuation, at the size of the
 * alphabet they come from. No dictionary is loaded and nothing leaves the machine.
 */
export function passwordStrength(password: string, personal: readonly string[]): Strength {
  const lower = password.toLowerCase();
  const bare = lower.replace(/[\d\W_]+$/u, '').replace(/^[\d\W_]+/u, '');
  if (common.has(bare) || common.has(lower) || /^\d{0,8}$/.test(lower)) return { score: 0, advice: 'common' };
  const used = personal.flatMap((text) => text.toLowerCase().split(/\s+/)).filter((word) => word.length > 2);
  const word = used.find((one) => lower.includes(one));
  const chars = Array.from(lower);
  const free =
    chars.filter((_, at) => !goesOn(lower, at)).length - (word === undefined ? 0 : word.length - 1);
  const bits = Math.max(free, 0) * Math.log2(alphabet(password));
  const score = bits < 28 ? 0 : bits < 45 ? 1 : bits < 62 ? 2 : 3;
  if (word !== undefined && score < 3) return { score, advice: 'personal' };
  if (chars.length - free > 3 && score < 3) return { score, advice: 'repeat' };
  return { score, advice: score < 2 ? 'short' : null };
}
