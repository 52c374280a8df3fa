// SPDX-License-Identifier: Apache-2.0
import type { Facts } from '../../core/facts/facts.ts';
import type { Unfinished } from '../../core/journal/unfinished.ts';
import { imageReference, splitReference, type ImageReference } from '../../core/request/image-reference.ts';
import type { SignatureRequest } from '../../core/request/request.ts';
import { findJournals, unfinishedOf } from '../journal/find-unfinished.ts';
import { probeFacts } from '../probe/probe-facts.ts';
import type { Runner } from '../runner/command.ts';
import { isRunLocked } from './lock-run.ts';
import { STATE_DIRECTORY } from './state-directory.ts';

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

/** Only root can read what lies on disks; the journal of a run that is under way is no unfinished one. */
async function unfinishedOn(disks: Facts['disks']): Promise<Unfinished[]> {
  if (process.getuid?.() !== 0 || (await isRunLocked(STATE_DIRECTORY))) return [];
  return (await findJournals(disks, STATE_DIRECTORY)).map(unfinishedOf);
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
  const unfinished = await unfinishedOn(probed.disks);
  return { ...probed, trust, ...(unfinished.length === 0 ? {} : { unfinished }) };
}
