// SPDX-License-Identifier: Apache-2.0
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { faceFileTypes } from '../../core/contract/face-file-types.ts';

/** One file of the wizard, as it is sent. */
export interface RendererFile {
  readonly type: string;
  readonly body: Buffer;
}

/**
 * The wizard's files by their path in a URL, read once: no request ever becomes a path of this machine.
 * Rejects when the directory has no index.html. Files of other types are left out.
 */
export async function readRenderer(directory: string): Promise<ReadonlyMap<string, RendererFile>> {
  const files = new Map<string, RendererFile>();
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    const type = faceFileTypes[extname(entry.name)];
    if (!entry.isFile() || type === undefined) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(`/${relative(directory, path).split(sep).join('/')}`, { type, body: await readFile(path) });
  }
  if (!files.has('/index.html')) throw new Error(`${directory} has no index.html`);
  return files;
}
