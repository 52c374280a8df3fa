// SPDX-License-Identifier: Apache-2.0
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { faceFileTypes } from '../core/contract/face-file-types.ts';

export interface FaceFile {
  readonly type: string;
  readonly body: Buffer;
}

async function readInto(files: Map<string, FaceFile>, directory: string, url: string): Promise<void> {
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    const type = faceFileTypes[extname(entry.name)];
    if (entry.isDirectory()) await readInto(files, path, `${url}${entry.name}/`);
    else if (entry.isFile() && type !== undefined)
      files.set(`${url}${entry.name}`, { type, body: await readFile(path) });
  }
}

/** The wizard's files by path, read once: no URL ever becomes a path. Rejects when there is no index.html. */
export async function readFaceFiles(directory: string): Promise<ReadonlyMap<string, FaceFile>> {
  const files = new Map<string, FaceFile>();
  await readInto(files, directory, '/');
  const index = files.get('/index.html');
  if (index === undefined) throw new Error(`${directory} has no index.html`);
  return files.set('/', index);
}
