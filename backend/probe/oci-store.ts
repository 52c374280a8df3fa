// SPDX-License-Identifier: Apache-2.0
import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { damaged } from './image-error.ts';
import { readExactly } from './read-exactly.ts';
import { errnoOf } from './read-if-there.ts';
import { indexTar } from './tar-index.ts';

/** Where a file of an OCI layout lies: a file of its own, or a part of an archive. */
export interface Extent {
  readonly file: string;
  readonly offsetBytes: number;
  readonly sizeBytes: number;
}

/** An OCI layout (image-layout.md), as a directory or as a plain tar of one; nothing is unpacked. */
export interface OciStore {
  /** Place of a file such as "index.json" or "blobs/sha256/..."; null when it is not there. */
  find(name: string): Promise<Extent | null>;
}

/** Opens a layout. Rejects with the file system's error when `path` does not exist. */
export async function openOciStore(path: string): Promise<OciStore> {
  if ((await stat(path)).isDirectory()) return { find: (name) => extentOfFile(join(path, name)) };
  const index = await indexTar(path);
  return {
    find: (name) => {
      const found = index.get(name);
      return Promise.resolve(found === undefined ? null : { file: path, ...found });
    },
  };
}

async function extentOfFile(file: string): Promise<Extent | null> {
  try {
    const stats = await stat(file);
    return stats.isFile() ? { file, offsetBytes: 0, sizeBytes: stats.size } : null;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT' || errnoOf(error) === 'ENOTDIR') return null;
    throw error;
  }
}

/** Name of a blob's file in a layout. */
export function blobName(digest: string): string {
  return `blobs/${digest.replace(':', '/')}`;
}

/** Manifests and configs are kilobytes; registries refuse more than 4 MiB (distribution-spec). */
const MAX_JSON_BYTES = 4 * 1024 * 1024;

/** Bytes of a small file of the layout, null when it is not there. */
export async function readSmall(store: OciStore, name: string): Promise<Buffer | null> {
  const extent = await store.find(name);
  if (extent === null) return null;
  if (extent.sizeBytes > MAX_JSON_BYTES) throw damaged(`${name} has ${extent.sizeBytes} bytes`);
  const handle = await open(extent.file);
  try {
    return await readExactly(handle, extent.offsetBytes, extent.sizeBytes);
  } finally {
    await handle.close();
  }
}
