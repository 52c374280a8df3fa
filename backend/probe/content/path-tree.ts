// SPDX-License-Identifier: Apache-2.0
import type { FileTree } from './file-tree.ts';
import { linkedPath } from './image-path.ts';

const WHITEOUT = '.wh.';
const OPAQUE = '.wh..wh..opq';
/** The kernel follows as many symbolic links (path_resolution(7)). */
const MAX_LINKS = 40;

/** What stands at a path. */
export type TreeEntry =
  | { readonly kind: 'directory' | 'other' }
  /** text: null when it was not kept. */
  | { readonly kind: 'file'; readonly text: string | null }
  | { readonly kind: 'link'; readonly target: string };

interface Node {
  entry: TreeEntry;
  readonly below: Map<string, Node>;
}

/** The tree of an image, layer upon layer, of the paths that are put into it. */
export class PathTree implements FileTree {
  readonly #root: Node = { entry: { kind: 'directory' }, below: new Map() };

  /** Puts an entry in place of what is there; a directory over a directory is merged. */
  put(path: string, entry: TreeEntry): void {
    let node = this.#root;
    for (const part of path.split('/')) {
      if (node.entry.kind !== 'directory') node.entry = { kind: 'directory' };
      const next = node.below.get(part) ?? { entry: { kind: 'directory' }, below: new Map() };
      node.below.set(part, next);
      node = next;
    }
    node.entry = entry;
    if (entry.kind !== 'directory') node.below.clear();
  }

  /**
   * Takes away what an entry of a higher layer hides: what a whiteout names, what is in an opaque directory, and what
   * something that is no directory takes the place of (OCI image-spec, layer.md). True for a whiteout.
   */
  hide(path: string, isDirectory: boolean): boolean {
    const at = path.lastIndexOf('/') + 1;
    const [directory, name] = [path.slice(0, at), path.slice(at)];
    if (name === OPAQUE) {
      this.#find(directory.slice(0, -1))?.below.clear();
      return true;
    }
    const isWhiteout = name.startsWith(WHITEOUT);
    if (isWhiteout || !isDirectory) {
      this.#find(directory.slice(0, -1))?.below.delete(isWhiteout ? name.slice(WHITEOUT.length) : name);
    }
    return isWhiteout;
  }

  /** What stands at a path itself; null when nothing does. */
  entry(path: string): TreeEntry | null {
    return this.#find(path)?.entry ?? null;
  }

  has(path: string): boolean {
    return this.entry(path) !== null;
  }

  isFile(path: string): boolean {
    return this.entry(path)?.kind === 'file';
  }

  isDirectory(path: string): boolean {
    return this.entry(path)?.kind === 'directory';
  }

  list(directory: string): readonly string[] {
    return [...(this.#find(directory)?.below.keys() ?? [])];
  }

  link(path: string): string | null {
    const entry = this.entry(path);
    return entry?.kind === 'link' ? entry.target : null;
  }

  text(path: string): string | null {
    const end = this.follow(path);
    const entry = end === null ? null : this.entry(end);
    return entry?.kind === 'file' ? entry.text : null;
  }

  /** Where symbolic links at a path itself lead in the end; null when out of the tree or in a circle. */
  follow(path: string): string | null {
    let at: string | null = path;
    for (let count = 0; at !== null && count <= MAX_LINKS; count += 1) {
      const target = this.link(at);
      if (target === null) return at;
      at = linkedPath(at, target);
    }
    return null;
  }

  #find(path: string): Node | undefined {
    let node: Node | undefined = this.#root;
    if (path === '') return node;
    for (const part of path.split('/')) {
      node = node?.below.get(part);
      if (node === undefined) return undefined;
    }
    return node;
  }
}
