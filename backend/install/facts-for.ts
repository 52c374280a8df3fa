// SPDX-License-Identifier: Apache-2.0
import type { Facts } from '../../core/facts/facts.ts';
import { imageReference, splitReference, type ImageReference } from '../../core/request/image-reference.ts';
import type { SignatureRequest } from '../../core/request/request.ts';
import { probeFacts } from '../probe/probe-facts.ts';
import type { Runner } from '../runner/command.ts';

/** Whether the image is signed as asked, followed by what it was read from. */
async function trustIn(
  runner: Runner,
  { image }: Facts,
  signature: SignatureRequest,
): Promise<Facts['trust']> {
  if (image === null) return null;
  const { probeTrust } = await import('../probe/trust/probe-trust.ts');
  const source = imageReference.parse(image.source);
  const track = splitReference(source).transport === 'registry' ? source : null;
  return probeTrust(runner, { signature, source, track, image });
}

/** The machine, and the image when one was named or its signature is asked for. */
export async function factsFor(
  runner: Runner,
  image: ImageReference | undefined,
  signature: SignatureRequest | undefined,
  wantContent = false,
): Promise<Facts> {
  const probed = await probeFacts(runner, {
    wantContent,
    wantInitramfs: wantContent,
    ...(image === undefined ? {} : { image }),
    wantImage: image !== undefined || signature !== undefined,
  });
  const trust = signature === undefined ? null : await trustIn(runner, probed, signature);
  return { ...probed, trust };
}
