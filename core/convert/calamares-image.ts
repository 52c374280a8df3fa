// SPDX-License-Identifier: Apache-2.0
import type { OfferedImage } from '../contract/image-catalogue.ts';
import { errorIssue, type Issue } from '../issues/issue.ts';
import { imageReference } from '../request/image-reference.ts';
import type { Request } from '../request/request.ts';
import type { CalamaresStorage } from './calamares-storage.ts';

/** The item of the image page that stands for the image on the live medium. */
export const MEDIUM_IMAGE = 'embedded';

type Chosen = { readonly image: NonNullable<Request['image']> | null } | { readonly issue: Issue };

/** The image that was chosen on its page, or that the configuration names; null: the one on the medium. */
export function calamaresImage(storage: CalamaresStorage, images: readonly OfferedImage[]): Chosen {
  const { particleos, packagechooser_image: id } = storage;
  const named = particleos?.image;
  const chosen =
    id === undefined || id === MEDIUM_IMAGE ? undefined : images.find((entry) => entry.id === id);
  if (id !== undefined && id !== MEDIUM_IMAGE && chosen === undefined) {
    const found = images.map((entry) => entry.id).join(', ') || 'none';
    return { issue: errorIssue('calamares-image-unknown', ['image'], { id, found }) };
  }
  const source = chosen?.source ?? named;
  const track = particleos?.track;
  for (const reference of [source, track]) {
    const parsed = reference === undefined ? null : imageReference.safeParse(reference);
    if (parsed?.success === false) {
      const message = parsed.error.issues[0]?.message ?? 'no image reference';
      return { issue: errorIssue('bad-value', ['image'], { value: reference ?? '', message }) };
    }
  }
  const image = {
    ...(source === undefined ? {} : { source: imageReference.parse(source) }),
    ...(chosen === undefined || chosen.digest === null ? {} : { digest: chosen.digest }),
    ...(track === undefined ? {} : { track: imageReference.parse(track) }),
  };
  return { image: Object.keys(image).length === 0 ? null : image };
}
