// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import type { ImageFacts } from '../../core/facts/facts.ts';
import { IssueError } from '../../core/issues/issue-error.ts';
import { damaged, imageError } from './image-error.ts';
import { imageFactsFrom, type Resolved } from './image-facts.ts';
import {
  configSchema,
  indexSchema,
  isIndex,
  manifestSchema,
  parseJson,
  parsePart,
  type Descriptor,
} from './oci-manifest.ts';
import { blobName, openOciStore, readSmall, type OciStore } from './oci-store.ts';
import { errnoOf } from './read-if-there.ts';
import { isAttachment } from './trust/layout-signatures.ts';

const REF_NAME = 'org.opencontainers.image.ref.name';

/** Path and tag of "PATH[:TAG]"; the first colon parts them (containers-transports(5), oci:). */
export function splitOciName(name: string): { path: string; tag: string | null } {
  const at = name.indexOf(':');
  return at === -1 ? { path: name, tag: null } : { path: name.slice(0, at), tag: name.slice(at + 1) };
}

/**
 * Looks into an OCI layout (directory or tar) without unpacking: manifest and config against their digests,
 * every layer's file against its size. The layers' own digests are for verifyOciBlobs. Throws IssueError.
 */
export async function inspectOci(source: string, name: string, architecture: string): Promise<ImageFacts> {
  const { path, tag } = splitOciName(name);
  const store = await openStore(source, path);
  const index = await readSmall(store, 'index.json');
  if (index === null) throw notFound(source, 'there is no index.json in it');
  const { manifests } = parsePart(indexSchema, index.toString('utf8'), 'index.json');
  const top = pickTagged(source, manifests, tag);
  const resolved = await resolve(store, top, architecture);
  const manifest = parsePart(manifestSchema, resolved.text, 'the manifest');
  const config = parsePart(
    configSchema,
    await readVerified(store, manifest.config, 'the config'),
    'the config',
  );
  for (const layer of manifest.layers) await checkSize(store, layer);
  return imageFactsFrom(source, resolved, manifest, config);
}

function notFound(source: string, message: string): IssueError {
  return imageError('image-not-found', { source, message });
}

async function openStore(source: string, path: string): Promise<OciStore> {
  try {
    return await openOciStore(path);
  } catch (error) {
    if (error instanceof IssueError) throw error;
    if (errnoOf(error) === 'ENOENT') throw notFound(source, 'no such file or directory');
    throw notFound(source, error instanceof Error ? error.message : String(error));
  }
}

/**
 * skopeo and bootc refuse a layout with several images and no tag, so that is said before the first write. Signatures
 * beside an image are no images: the layout is read through a link by digest.
 */
function pickTagged(source: string, all: readonly Descriptor[], tag: string | null): Descriptor {
  const manifests = tag === null ? all.filter((manifest) => !isAttachment(manifest)) : all;
  const tags = manifests.map((manifest) => manifest.annotations?.[REF_NAME] ?? '(none)');
  const fitting = tag === null ? manifests : manifests.filter((_, at) => tags[at] === tag);
  const [first, second] = fitting;
  if (first === undefined) {
    throw notFound(
      source,
      tag === null ? 'it holds no image' : `it has no tag "${tag}", only ${tags.join(', ')}`,
    );
  }
  if (second !== undefined)
    throw notFound(source, `it holds several images, add one of the tags ${tags.join(', ')}`);
  return first;
}

/** Follows lists of manifests to the one for this architecture; every digest on the way is verified. */
async function resolve(
  store: OciStore,
  top: Descriptor,
  architecture: string,
): Promise<Resolved & { text: string }> {
  const indexDigests: string[] = [];
  let at = top;
  // An index in an index is allowed; more levels than this is a loop or nonsense.
  for (let depth = 0; depth < 4; depth += 1) {
    const text = await readVerified(store, at, 'the manifest');
    if (!isIndex(parseJson(text, 'the manifest'))) return { digest: at.digest, indexDigests, text };
    indexDigests.push(at.digest);
    at = pickArchitecture(parsePart(indexSchema, text, 'the image index').manifests, architecture);
  }
  throw damaged('its image indexes are nested too deep');
}

/** The manifest for an architecture out of a list; throws IssueError image-wrong-arch. */
export function pickArchitecture(manifests: readonly Descriptor[], architecture: string): Descriptor {
  const fitting = manifests.find(
    (m) => m.platform?.architecture === architecture && (m.platform.os ?? 'linux') === 'linux',
  );
  if (fitting !== undefined) return fitting;
  const found = manifests.map((manifest) => manifest.platform?.architecture ?? 'unknown').join(', ');
  throw imageError('image-wrong-arch', { found, expected: architecture });
}

async function checkSize(store: OciStore, blob: Descriptor): Promise<void> {
  const extent = await store.find(blobName(blob.digest));
  if (extent === null) throw damaged(`the file of ${blob.digest} is missing`);
  if (extent.sizeBytes !== blob.size) {
    throw damaged(`the file of ${blob.digest} has ${extent.sizeBytes} bytes instead of ${blob.size}`);
  }
}

async function readVerified(store: OciStore, blob: Descriptor, part: string): Promise<string> {
  await checkSize(store, blob);
  const bytes = (await readSmall(store, blobName(blob.digest))) ?? Buffer.alloc(0);
  const found = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  if (found !== blob.digest) throw damaged(`${part} has digest ${found} instead of ${blob.digest}`);
  return bytes.toString('utf8');
}
