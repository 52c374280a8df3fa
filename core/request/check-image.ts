// SPDX-License-Identifier: Apache-2.0
import { errorIssue, warningIssue, type Issue } from '../issues/issue.ts';
import { splitReference, type ImageReference } from './image-reference.ts';
import type { Request } from './request.ts';

/** The digest a reference ends in ("...@sha256:..."), or null. */
function pinnedDigest(reference: ImageReference): string | null {
  return /@(sha256:[0-9a-f]{64})$/.exec(reference)?.[1] ?? null;
}

/** Where updates would come from, when that was named. */
function checkTrack(track: ImageReference): Issue[] {
  const path = ['image', 'track'];
  if (splitReference(track).transport !== 'registry')
    return [warningIssue('track-not-registry', path, { track })];
  return pinnedDigest(track) === null ? [] : [warningIssue('track-pinned', path)];
}

/** Whether an update will get into the registry as the install does. */
function checkAccess({
  source,
  track,
  authFile,
  certDir,
  proxy,
  keepAccess,
}: NonNullable<Request['image']>): Issue[] {
  const followed = track ?? source;
  const follows = followed !== undefined && splitReference(followed).transport === 'registry';
  const hasAccess = authFile !== undefined || certDir !== undefined || proxy !== undefined;
  if (keepAccess === true && !(follows && hasAccess)) {
    const message = follows ? 'there is no authFile, no certDir and no proxy' : 'no registry is followed';
    return [errorIssue('bad-value', ['image', 'keepAccess'], { value: 'true', message })];
  }
  return follows && hasAccess && keepAccess === undefined
    ? [warningIssue('image-access-not-kept', ['image'], { track: followed })]
    : [];
}

/** Updates that come without any signature check are worth a word, unless none will come. */
function checkUpdates({ track, source }: NonNullable<Request['image']>): Issue[] {
  const followed = track ?? source;
  if (followed === undefined || splitReference(followed).transport !== 'registry') return [];
  if (pinnedDigest(followed) !== null) return [];
  const path = ['image', track === undefined ? 'source' : 'track'];
  return [warningIssue('updates-unsigned', path, { track: followed })];
}

/** What can be said of the image without looking at it. */
export function checkImage(request: Request): Issue[] {
  const { source, digest, track, signature } = request.image ?? {};
  const issues: Issue[] = [];
  const pinned = source === undefined ? null : pinnedDigest(source);
  const fromRegistry = source !== undefined && splitReference(source).transport === 'registry';
  if (track !== undefined) issues.push(...checkTrack(track));
  // A registry source is followed itself (core/plan/settings.ts), but by digest it never changes. The path is the
  // planner's for the same warning, so that a face can show it once.
  else if (!fromRegistry || pinned !== null) issues.push(warningIssue('image-no-update-ref', ['image']));
  issues.push(...checkAccess(request.image ?? {}));
  if (signature !== undefined) return issues;
  // The image on the live medium is as trustworthy as the system that installs it; others need a pin.
  if (source !== undefined && digest === undefined && pinned === null)
    issues.push(warningIssue('image-untrusted', ['image', 'source']));
  else issues.push(...checkUpdates(request.image ?? {}));
  return issues;
}
