// SPDX-License-Identifier: Apache-2.0
import { lstatSync, readdirSync, readFileSync, readlinkSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { errnoOf } from '../read-if-there.ts';
import { MAX_TEXT_BYTES, type FileTree } from './file-tree.ts';

/** null for what is not there; other errors are thrown. */
function orNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EINVAL', 'EISDIR'].includes(errnoOf(error) ?? '')) return null;
    throw error;
  }
}

/** The running system as a tree. Links lead where they lead: it is only for the root that they were made for. */
export class DiskTree implements FileTree {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  has(path: string): boolean {
    return this.#stat(path) !== null;
  }

  isFile(path: string): boolean {
    return this.#stat(path)?.isFile() === true;
  }

  isDirectory(path: string): boolean {
    return this.#stat(path)?.isDirectory() === true;
  }

  list(directory: string): readonly string[] {
    return orNull(() => readdirSync(join(this.#root, directory))) ?? [];
  }

  link(path: string): string | null {
    return orNull(() => readlinkSync(join(this.#root, path)));
  }

  text(path: string): string | null {
    if ((this.#stat(path)?.size ?? 0) > MAX_TEXT_BYTES) return null;
    return orNull(() => readFileSync(join(this.#root, path), 'utf8'));
  }

  #stat(path: string): Stats | null {
    return orNull(() => lstatSync(join(this.#root, path)));
  }
}
