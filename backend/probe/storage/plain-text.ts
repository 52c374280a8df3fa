// SPDX-License-Identifier: Apache-2.0

const MOST_CHARS = 100;

/**
 * Words from a file on somebody's disk, made fit for one line of a terminal or page: without control characters and
 * those that turn the direction of writing, cut to a bearable length.
 */
export function plainText(text: string): string {
  const visible = text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/gu, '').trim();
  // Half a surrogate pair is no character.
  return visible.slice(0, MOST_CHARS).replace(/[\uD800-\uDBFF]$/, '');
}
