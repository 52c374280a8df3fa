// SPDX-License-Identifier: Apache-2.0

/** A time for the name of a file, in UTC, e.g. "2026-01-31T120000". No colons: FAT cannot have them. */
export function timeInNames(time: Date): string {
  return time.toISOString().replaceAll(/[:.]/g, '').slice(0, 17);
}
