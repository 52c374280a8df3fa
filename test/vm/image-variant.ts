// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { copyFile, mkdir, open, readFile, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What is wrong with a copy of an image. */
export interface Variant {
  /** Changes of labels in its config; null takes one out. Everything around it is right again. */
  readonly labels?: Readonly<Record<string, string | null>>;
  /** A layer that ends early, or one byte of which is another. */
  readonly layer?: 'cut' | 'flipped';
}

interface Descriptor {
  digest: string;
  size: number;
}
interface Manifest {
  config: Descriptor;
  layers: Descriptor[];
}
interface Config {
  config: { Labels: Record<string, string> };
}

const CUT_BYTES = 1024 * 1024;

function blobPath(digest: string): string {
  return join('blobs', digest.replace(':', '/'));
}

/**
 * Copies an image of one layer as an OCI directory with something wrong in it. A whole layer is a link to
 * `elsewhere`, where the reader of the copy will find the same image.
 */
export async function makeVariant(
  image: string,
  directory: string,
  elsewhere: string,
  variant: Variant,
): Promise<void> {
  const read = async (path: string): Promise<unknown> =>
    JSON.parse(await readFile(join(image, path), 'utf8'));
  const index = (await read('index.json')) as { manifests: [Descriptor] };
  const manifest = (await read(blobPath(index.manifests[0].digest))) as Manifest;
  const config = (await read(blobPath(manifest.config.digest))) as Config;
  await mkdir(join(directory, 'blobs/sha256'), { recursive: true });
  const put = async (value: unknown): Promise<Descriptor> => {
    const text = JSON.stringify(value);
    const digest = `sha256:${createHash('sha256').update(text).digest('hex')}`;
    await writeFile(join(directory, blobPath(digest)), text);
    return { digest, size: Buffer.byteLength(text) };
  };
  for (const [name, value] of Object.entries(variant.labels ?? {})) {
    if (value === null) Reflect.deleteProperty(config.config.Labels, name);
    else config.config.Labels[name] = value;
  }
  Object.assign(manifest.config, await put(config));
  Object.assign(index.manifests[0], await put(manifest));
  await writeFile(join(directory, 'index.json'), JSON.stringify(index));
  await copyFile(join(image, 'oci-layout'), join(directory, 'oci-layout'));
  for (const { digest } of manifest.layers) {
    const layer = join(directory, blobPath(digest));
    if (variant.layer === undefined) await symlink(join(elsewhere, blobPath(digest)), layer);
    else {
      await copyFile(join(image, blobPath(digest)), layer);
      if (variant.layer === 'cut') await truncate(layer, CUT_BYTES);
      else await flipByte(layer);
    }
  }
}

/** Turns the bits of a byte in the middle of a file. */
async function flipByte(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    const at = Math.floor((await file.stat()).size / 2);
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, at);
    await file.write(Buffer.from([(buffer[0] ?? 0) ^ 0xff]), 0, 1, at);
  } finally {
    await file.close();
  }
}
