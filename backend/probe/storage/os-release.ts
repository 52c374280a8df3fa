// SPDX-License-Identifier: Apache-2.0
import { plainText } from './plain-text.ts';

/** Reads an os-release(5) file of any age; lines it does not understand are left out. */
export function parseOsRelease(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [, key, raw = ''] = /^\s*([A-Z][A-Z0-9_]*)=(.*?)\s*$/.exec(line) ?? [];
    if (key === undefined) continue;
    // Shell quotes: nothing but these five may stand behind a backslash.
    const value = /^(["']).*\1$/.test(raw) && raw.length > 1 ? raw.slice(1, -1) : raw;
    const plain = plainText(value.replaceAll(/\\([$"'\\`])/g, '$1'));
    if (plain !== '') found.set(key, plain);
  }
  return found;
}

/** Its name for people; null when the file says none. */
export function osName(release: ReadonlyMap<string, string>): string | null {
  return release.get('PRETTY_NAME') ?? release.get('NAME') ?? release.get('ID') ?? null;
}

/** The image's version where the file has one, else the distribution's. */
export function osVersion(release: ReadonlyMap<string, string>): string | null {
  for (const key of ['IMAGE_VERSION', 'OSTREE_VERSION', 'VERSION_ID']) {
    const version = release.get(key);
    if (version !== undefined) return version;
  }
  return null;
}
