// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import {
  catalogueSchema,
  type ImageCatalogue,
  type OfferedImage,
} from '../../core/contract/image-catalogue.ts';
import type { Facts } from '../../core/facts/facts.ts';
import { imageReference, type ImageReference } from '../../core/request/image-reference.ts';
import { readIfThere } from '../probe/read-if-there.ts';

/** Of the medium first: who makes an ISO puts a catalogue there. */
const FILES = ['run/initramfs/live/particleos/catalogue.json', 'usr/share/particleos/catalogue.json'];

/** The images of the catalogue file below a root directory; none when there is no file. */
export async function offeredImages(root: string): Promise<readonly OfferedImage[]> {
  for (const file of FILES) {
    const text = await readIfThere(join(root, file));
    if (text !== null) return catalogueSchema.parse(JSON.parse(text)).images;
  }
  return [];
}

async function embedded(probe: (image?: ImageReference) => Promise<Facts>): Promise<readonly OfferedImage[]> {
  const directory = (await probe()).live?.embeddedImage ?? null;
  if (directory === null) return [];
  const { image } = await probe(imageReference.parse(`oci:${directory}`));
  if (image === null) return [];
  const { source, digest, title, version, compressedBytes, installedBytes } = image;
  const name = title ?? 'ParticleOS';
  return [
    {
      id: 'embedded',
      title: version === null ? name : `${name} ${version}`,
      summary: 'The image on this medium; needs no network.',
      summaries: {},
      source,
      digest,
      compressedBytes,
      installedBytes,
      picture: null,
    },
  ];
}

/** The images at hand: that of the medium, then those of the catalogue. */
export async function readCatalogue(
  root: string,
  probe: (image?: ImageReference) => Promise<Facts>,
): Promise<ImageCatalogue> {
  return { schema: 1, images: [...(await embedded(probe)), ...(await offeredImages(root))] };
}
