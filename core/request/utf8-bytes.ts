// SPDX-License-Identifier: Apache-2.0

/** The bytes of a text in UTF-8; halves of surrogate pairs become U+FFFD. TextEncoder is no part of the language. */
export function utf8Bytes(text: string): number[] {
  return [...encodeURIComponent(text.toWellFormed()).matchAll(/%([0-9A-F]{2})|[^]/g)].map(([char, code]) =>
    code === undefined ? char.charCodeAt(0) : Number.parseInt(code, 16),
  );
}
