// SPDX-License-Identifier: Apache-2.0
import type { ImageFacts } from '../../core/facts/facts.ts';
import { imageContentSchema, type ImageContent } from '../../core/facts/image-content.ts';
import type { ImageConfig, Manifest } from './oci-manifest.ts';

/** Words of a label that is a list; null when the label is absent. */
function list(text: string | undefined): string[] | null {
  if (text === undefined) return null;
  return text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

/** Labels that say "yes" by being there; an explicit no counts. */
function says(text: string | undefined): boolean {
  return text !== undefined && !['', '0', 'false', 'no'].includes(text.toLowerCase());
}

/** A manifest and the lists of architectures that led to it, the outermost first; every digest is verified. */
export interface Resolved {
  readonly digest: string;
  readonly indexDigests: readonly string[];
}

/** The files of the image as its builder saw them: what a registry's image is known by before it is fetched. */
function contentLabel(text: string | undefined): ImageContent | null {
  if (text === undefined) return null;
  try {
    return imageContentSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** What manifest and config say of an image; the org.particleos labels are written by iso-builder. Pure. */
export function imageFactsFrom(
  source: string,
  { digest, indexDigests }: Resolved,
  manifest: Manifest,
  config: ImageConfig,
): ImageFacts {
  const labels: Readonly<Record<string, string | undefined>> = config.config?.Labels ?? {};
  const annotations: Readonly<Record<string, string | undefined>> = manifest.annotations ?? {};
  const said = (key: string): string | null => labels[key] ?? annotations[key] ?? null;
  const installed = labels['org.particleos.installed-bytes'];
  return {
    source,
    digest,
    ...(indexDigests.length === 0 ? {} : { indexDigests: [...indexDigests] }),
    architecture: config.architecture,
    title: said('org.opencontainers.image.title'),
    version: said('org.opencontainers.image.version'),
    bootable: says(labels['ostree.bootable']) || says(labels['containers.bootc']),
    bootc: says(labels['containers.bootc']),
    kernel: said('org.particleos.kernel'),
    compressedBytes: manifest.layers.reduce((sum, layer) => sum + layer.size, 0),
    installedBytes: installed !== undefined && /^\d{1,15}$/.test(installed) ? Number(installed) : null,
    layers: manifest.layers.map(({ digest, size, mediaType }) => ({ digest, sizeBytes: size, mediaType })),
    locales: list(labels['org.particleos.locales']),
    keymaps: list(labels['org.particleos.keymaps']),
    loaders: list(labels['org.particleos.boot']),
    content: contentLabel(labels['org.particleos.content']),
  };
}
