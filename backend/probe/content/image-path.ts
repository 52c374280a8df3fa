// SPDX-License-Identifier: Apache-2.0

/** No file system takes a longer one (PATH_MAX), so nobody unpacks it. */
const MAX_PATH_LENGTH = 4096;
/** In a merged /usr a layer may name files by way of the links /bin, /sbin and /lib (file-hierarchy(7)). */
const MERGED = new Set(['bin', 'sbin', 'lib']);

/**
 * A name in a layer as a path from the image's root, "usr/bin/bootc": without "/", "./" and doubled slashes. Null for
 * the root itself, and for a name with "..", which no unpacker follows.
 */
export function imagePath(name: string): string | null {
  if (name.length > MAX_PATH_LENGTH) return null;
  const parts = name.split('/').filter((part) => part !== '' && part !== '.');
  const [first] = parts;
  if (first === undefined || parts.includes('..')) return null;
  const path = parts.join('/');
  return parts.length > 1 && MERGED.has(first) ? `usr/${path}` : path;
}

/** Where a symbolic link at `path` leads, from the image's root; null when it leaves the root. */
export function linkedPath(path: string, target: string): string | null {
  const parts = target.startsWith('/') ? [] : path.split('/').slice(0, -1);
  for (const part of target.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return imagePath(parts.join('/'));
}
