// SPDX-License-Identifier: Apache-2.0
import { imageReference } from '../../../core/request/image-reference.ts';
import type { Request } from '../../../core/request/request.ts';
import type { WizardState } from '../../app/wizard-state.ts';
import { isProxy } from '../network/validate.ts';
import { chosenImage, chosenReference, offeredImages, registryOf } from './chosen-image.ts';

type ImageRequest = NonNullable<Request['image']>;

/** The image and how it is reached; nothing is said of the one on the medium but where updates come from. */
export function imageRequest(state: WizardState): Partial<Request> {
  const choice = chosenImage(state);
  if (choice === null) return {};
  const { track, authFile } = state.answers.image;
  const { proxy } = state.answers.network;
  const image: ImageRequest = {};
  const source = chosenReference(state);
  if (source !== null) image.source = source;
  const digest =
    choice.kind === 'offered' ? offeredImages(state).find(({ id }) => id === choice.id)?.digest : null;
  if (digest != null) image.digest = digest;
  const follows = imageReference.safeParse(track.trim());
  if (follows.success) image.track = follows.data;
  const isRemote = registryOf(source) !== null;
  if (isRemote && authFile !== null) image.authFile = authFile;
  if (isRemote && isProxy(proxy)) image.proxy = proxy;
  // Who needed it to get the image needs it for its updates.
  if (image.authFile !== undefined || image.proxy !== undefined) image.keepAccess = true;
  return Object.keys(image).length === 0 ? {} : { image };
}
