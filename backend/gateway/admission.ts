// SPDX-License-Identifier: Apache-2.0
import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';

/** Nothing that looks like something else on a screen far away. */
const LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const CODE_LENGTH = 8;
/** Tries that may be saved up, and how long one takes to come back. */
const MOST_TRIES = 5;
const TRY_MS = 12_000;
const COOKIE = '__Host-particleos';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
const same = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));

/** One browser is let in, by a code that is read off the console and works once. */
export class Admission {
  /** With a dash in the middle, for people. */
  readonly code: string;
  readonly #now: () => number;
  #isUsed = false;
  #session: string | null = null;
  #tries = MOST_TRIES;
  #filled: number;

  /** now: milliseconds that never go back; another clock in tests only. */
  constructor(now: () => number = () => performance.now()) {
    const letters = Array.from({ length: CODE_LENGTH }, () => LETTERS.charAt(randomInt(LETTERS.length)));
    this.code = `${letters.slice(0, 4).join('')}-${letters.slice(4).join('')}`;
    this.#now = now;
    this.#filled = now();
  }

  /** Tries a code: the cookie to set, or why not. */
  enter(typed: string): { readonly cookie: string } | { readonly refused: 'too-often' | 'wrong' } {
    const back = Math.floor((this.#now() - this.#filled) / TRY_MS);
    this.#tries = Math.min(MOST_TRIES, this.#tries + back);
    this.#filled += back * TRY_MS;
    if (this.#tries === 0) return { refused: 'too-often' };
    this.#tries -= 1;
    const letters = typed.toUpperCase().replaceAll(/[\s-]/g, '');
    if (this.#isUsed || !same(letters, this.code.replace('-', ''))) return { refused: 'wrong' };
    this.#isUsed = true;
    this.#session = randomBytes(32).toString('base64url');
    return { cookie: `${COOKIE}=${this.#session}; Path=/; Secure; HttpOnly; SameSite=Strict` };
  }

  /** Whether a Cookie header carries the session. */
  isAdmitted(cookies: string | undefined): boolean {
    const session = this.#session;
    if (session === null || cookies === undefined) return false;
    const values = cookies.split(/;\s*/).map((pair) => pair.split('=', 2));
    return values.some(([name, value]) => name === COOKIE && same(value ?? '', session));
  }
}
