// SPDX-License-Identifier: Apache-2.0

/** First id of a person's account (login.defs(5), UID_MIN). */
const FIRST_UID = 1000;

/** An account's id, by its place among those that are asked for. */
export function uidOf(index: number): number {
  return FIRST_UID + index;
}
