// SPDX-License-Identifier: Apache-2.0
import { isOfInterest, type FileTree } from './file-tree.ts';

const WHITEOUT = '.wh.';
const OPAQUE = '.wh..wh..opq';

/** One entry of a layer, as far as a tree needs it. */
export interface TreeEntry {
  readonly path: string;
  readonly isDirectory: boolean;
  /** Text of a small file that is kept. */
  readonly text?: string;
}

/** The tree of an image, layer upon layer; keeps what is of interest and no more. */
export class PathTree implements FileTree {
  #entries = new Map<string, string | null>();

  /**
   * Lays a layer over those before it. A whiteout hides what lower layers have, never what its own layer has,
   * wherever it stands in it (OCI image-spec, layer.md, "Whiteouts").
   */
  addLayer(entries: Iterable<TreeEntry>): void {
    const added = new Map<string, string | null>();
    for (const { path, isDirectory, text } of entries) {
      const hides = hiddenBy(path, isDirectory);
      if (hides !== null) this.#hide(hides);
      if (isOfInterest(path)) added.set(path, text ?? null);
    }
    for (const [path, text] of added) this.#entries.set(path, text);
  }

  has(path: string): boolean {
    return this.#entries.has(path) || [...this.#entries.keys()].some((name) => name.startsWith(`${path}/`));
  }

  list(directory: string): readonly string[] {
    const start = `${directory}/`;
    const below = [...this.#entries.keys()].filter((name) => name.startsWith(start));
    return [...new Set(below.map((name) => name.slice(start.length).split('/')[0] ?? ''))];
  }

  text(path: string): string | null {
    return this.#entries.get(path) ?? null;
  }

  #hide(hides: string): void {
    for (const path of this.#entries.keys()) {
      if (hides === '/' || path === hides || path.startsWith(hides.endsWith('/') ? hides : `${hides}/`))
        this.#entries.delete(path);
    }
  }
}

/** What an entry hides of the layers below: a path with all below it, or with "/" at its end only what is below. */
function hiddenBy(path: string, isDirectory: boolean): string | null {
  const at = path.lastIndexOf('/') + 1;
  const [directory, name] = [path.slice(0, at), path.slice(at)];
  if (name === OPAQUE) return directory === '' ? '/' : directory;
  if (name.startsWith(WHITEOUT)) return directory + name.slice(WHITEOUT.length);
  // What is no directory takes the place of what was there; a directory is merged.
  return isDirectory || path === '' ? null : path;
}
