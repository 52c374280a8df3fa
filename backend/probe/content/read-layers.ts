// SPDX-License-Identifier: Apache-2.0
import { IssueError } from '../../../core/issues/issue-error.ts';
import { damaged } from '../image-error.ts';
import type { FileTree } from './file-tree.ts';
import type { InitramfsRead } from './initramfs.ts';
import { LayeredTree, type Layer } from './layered-tree.ts';

/** A link to a file that was passed over means to read once more; a link there that leads to another is nobody's. */
const MAX_READS = 3;

/** A layer, wherever it is kept. */
export interface LayerSource {
  /** What it is called in messages. */
  readonly name: string;
  /** Hands all its entries over, in their order. Throws when it is no tar or ends early, and when cancelled. */
  readonly read: (layer: Layer, signal: AbortSignal | undefined) => Promise<void>;
}

export interface ReadTree {
  readonly tree: FileTree;
  /** Sum of the files of all layers: what stores that keep layers, as bootc's do, take unpacked. */
  readonly unpackedBytes: number;
  /** What was read of the initramfs at a path; null: nothing was. */
  initramfs(path: string): InitramfsRead | null;
}

/**
 * The tree of an image, from the names in its layers and the text of small files: nothing is unpacked to a disk. The
 * layers' bytes are not compared with their digests; that is for verify-image. Throws IssueError image-damaged when a
 * layer cannot be read; the signal's reason when cancelled.
 */
export async function readLayers(
  layers: readonly LayerSource[],
  signal?: AbortSignal,
  wantInitramfs = false,
): Promise<ReadTree> {
  let wanted: ReadonlySet<string> = new Set();
  for (let read = 1; ; read += 1) {
    const tree = new LayeredTree(wanted, wantInitramfs);
    for (const source of layers) {
      signal?.throwIfAborted();
      const layer = tree.beginLayer();
      try {
        await source.read(layer, signal);
      } catch (error) {
        signal?.throwIfAborted();
        if (error instanceof IssueError) throw error;
        const message = error instanceof Error ? error.message : String(error);
        throw damaged(`the layer ${source.name} cannot be read: ${message}`);
      }
      layer.end();
    }
    const missing = tree.missing();
    if (missing.length === 0 || read === MAX_READS) return tree;
    wanted = new Set([...wanted, ...missing]);
  }
}
