// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';

/** A gzip layer on disk with both of its digests (OCI image-spec, "config.md", DiffID). */
export interface Layer {
  readonly file: string;
  readonly digest: string;
  readonly diffId: string;
  readonly sizeBytes: number;
}

async function sha256Of(file: string, unpack: boolean): Promise<string> {
  const hash = createHash('sha256');
  if (unpack) await pipeline(createReadStream(file), createGunzip(), hash);
  else await pipeline(createReadStream(file), hash);
  return `sha256:${hash.digest('hex')}`;
}

/** Reads a gzip layer's digests, both at once. */
export async function describeLayer(file: string): Promise<Layer> {
  const [digest, diffId, { size }] = await Promise.all([
    sha256Of(file, false),
    sha256Of(file, true),
    stat(file),
  ]);
  return { file, digest, diffId, sizeBytes: size };
}

function descriptor(mediaType: string, content: string): { mediaType: string; digest: string; size: number } {
  const bytes = Buffer.from(content);
  return {
    mediaType,
    digest: `sha256:${createHash('sha256').update(bytes).digest('hex')}`,
    size: bytes.byteLength,
  };
}

/** An image of one manifest. */
export interface OciImage {
  readonly layers: readonly Layer[];
  readonly labels: Readonly<Record<string, string>>;
  readonly created: string;
  readonly architecture: string;
  readonly tag: string;
}

/** Writes an OCI image layout with one manifest; layers are moved into it. Returns the manifest digest. */
export async function writeOciLayout(directory: string, image: OciImage): Promise<string> {
  const blobs = join(directory, 'blobs/sha256');
  await rm(directory, { recursive: true, force: true });
  await mkdir(blobs, { recursive: true });
  const blobPath = (digest: string): string => join(blobs, digest.slice('sha256:'.length));
  for (const layer of image.layers) await rename(layer.file, blobPath(layer.digest));
  const config = JSON.stringify({
    created: image.created,
    architecture: image.architecture,
    os: 'linux',
    config: { Labels: image.labels, Cmd: ['/sbin/init'] },
    rootfs: { type: 'layers', diff_ids: image.layers.map((layer) => layer.diffId) },
    history: image.layers.map(() => ({ created: image.created, created_by: 'particleos-iso image' })),
  });
  const configDescriptor = descriptor('application/vnd.oci.image.config.v1+json', config);
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: configDescriptor,
    layers: image.layers.map(({ digest, sizeBytes }) => ({
      mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
      digest,
      size: sizeBytes,
    })),
  });
  const manifestDescriptor = descriptor('application/vnd.oci.image.manifest.v1+json', manifest);
  await writeFile(blobPath(configDescriptor.digest), config);
  await writeFile(blobPath(manifestDescriptor.digest), manifest);
  await writeFile(join(directory, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}');
  const entry = { ...manifestDescriptor, annotations: { 'org.opencontainers.image.ref.name': image.tag } };
  await writeFile(join(directory, 'index.json'), JSON.stringify({ schemaVersion: 2, manifests: [entry] }));
  return manifestDescriptor.digest;
}
