// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync, zstdCompressSync, zstdDecompressSync } from 'node:zlib';

/** One entry of a layer, under any name: "dir/" is a directory, and what has a link is one. */
export interface MadeEntry {
  readonly name: string;
  readonly data?: string;
  /** Target of a symbolic link. */
  readonly link?: string;
  /** Target of a hard link. */
  readonly hardLink?: string;
  /** POSIX typeflag, where it is none of these. */
  readonly type?: string;
  /** How a name that is too long for the header is written. */
  readonly longName?: 'pax' | 'gnu';
}

const BLOCK_BYTES = 512;

/** A header of POSIX ustar. Written here because no program writes the names that these tests need. */
function header(name: string, type: string, sizeBytes: number, link: string): Buffer {
  const block = Buffer.alloc(BLOCK_BYTES);
  block.write(name, 0, 100);
  block.write('0000644\0', 100);
  block.write('0000000\0', 108);
  block.write('0000000\0', 116);
  block.write(`${sizeBytes.toString(8).padStart(11, '0')}\0`, 124);
  block.write('00000000000\0', 136);
  block.write('        ', 148);
  block.write(type, 156);
  block.write(link, 157, 100);
  block.write('ustar\u000000', 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

function padded(data: Buffer): Buffer {
  return Buffer.concat([data, Buffer.alloc((BLOCK_BYTES - (data.length % BLOCK_BYTES)) % BLOCK_BYTES)]);
}

/** A pax record counts its own length too (POSIX pax, "Extended Header"). */
function paxRecord(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`;
  let length = rest.length;
  while (String(length).length + rest.length !== length) length = String(length).length + rest.length;
  return `${length}${rest}`;
}

function extension({ name, longName }: MadeEntry): Buffer[] {
  if (longName === undefined) return [];
  const text = longName === 'pax' ? paxRecord('path', name) : `${name}\0`;
  const data = Buffer.from(text);
  return [header('./@LongLink', longName === 'pax' ? 'x' : 'L', data.length, ''), padded(data)];
}

function typeOf({ name, type, link, hardLink }: MadeEntry): string {
  if (type !== undefined) return type;
  if (link !== undefined) return '2';
  if (hardLink !== undefined) return '1';
  return name.endsWith('/') ? '5' : '0';
}

/** A plain tar of these entries, in their order. */
export function madeTar(entries: readonly MadeEntry[]): Buffer {
  const blocks = entries.flatMap((entry) => {
    const data = Buffer.from(entry.data ?? '');
    const link = entry.link ?? entry.hardLink ?? '';
    return [...extension(entry), header(entry.name, typeOf(entry), data.length, link), padded(data)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK_BYTES)]);
}

export const packings = { gzip: gzipSync, zstd: zstdCompressSync, none: (tar: Buffer): Buffer => tar };
export type Packing = keyof typeof packings;

function digestOf(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

async function blob(directory: string, bytes: Buffer): Promise<{ digest: string; size: number }> {
  const digest = digestOf(bytes);
  await mkdir(join(directory, 'blobs/sha256'), { recursive: true });
  await writeFile(join(directory, 'blobs', digest.replace(':', '/')), bytes);
  return { digest, size: bytes.length };
}

const OCI = 'application/vnd.oci.image';

/** A layer as it is packed, and by what it is known unpacked (image-spec, config.md, "diff_ids"). */
function unpacked(layer: Buffer): { mediaType: string; tar: Buffer } {
  const start = layer.subarray(0, 2).toString('hex');
  try {
    if (start === '1f8b') return { mediaType: `${OCI}.layer.v1.tar+gzip`, tar: gunzipSync(layer) };
    if (start === '28b5') return { mediaType: `${OCI}.layer.v1.tar+zstd`, tar: zstdDecompressSync(layer) };
  } catch {
    // A damaged layer is known by nothing: that is what a test is about.
  }
  return { mediaType: `${OCI}.layer.v1.tar`, tar: layer };
}

/** Writes an OCI layout with one image of these packed layers, for amd64, with the labels of a bootc image. */
export async function madeOciLayout(
  directory: string,
  layers: readonly Buffer[],
  labels: Readonly<Record<string, string>> = { 'containers.bootc': '1' },
): Promise<void> {
  const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
  const blobs = [];
  const diffIds = [];
  for (const layer of layers) {
    const { mediaType, tar } = unpacked(layer);
    blobs.push({ mediaType, ...(await blob(directory, layer)) });
    diffIds.push(digestOf(tar));
  }
  const rootfs = { type: 'layers', diff_ids: diffIds };
  const config = await blob(
    directory,
    json({ architecture: 'amd64', os: 'linux', config: { Labels: labels }, rootfs }),
  );
  const manifest = await blob(
    directory,
    json({
      schemaVersion: 2,
      mediaType: `${OCI}.manifest.v1+json`,
      config: { mediaType: `${OCI}.config.v1+json`, ...config },
      layers: blobs,
    }),
  );
  const manifests = [{ mediaType: `${OCI}.manifest.v1+json`, ...manifest }];
  await writeFile(join(directory, 'oci-layout'), json({ imageLayoutVersion: '1.0.0' }));
  await writeFile(join(directory, 'index.json'), json({ schemaVersion: 2, manifests }));
}
