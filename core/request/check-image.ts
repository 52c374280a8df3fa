// SPDX-License-Identifier: Apache-2.0
import { warningIssue, type Issue } from '../issues/issue.ts';
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

/** What can be said of the image without looking at it. */
export function checkImage(request: Request): Issue[] {
  const { source, digest, track } = request.image ?? {};
  const issues: Issue[] = [];
  const pinned = source === undefined ? null : pinnedDigest(source);
  const fromRegistry = source !== undefined && splitReference(source).transport === 'registry';
  if (track !== undefined) issues.push(...checkTrack(track));
  // A registry source is followed itself (core/plan/settings.ts), but by digest it never changes. The path is the
  // planner's for the same warning, so that a face can show it once.
  else if (!fromRegistry || pinned !== null) issues.push(warningIssue('image-no-update-ref', ['image']));
  // The image on the live medium is as trustworthy as the system that installs it; others need a pin.
  if (source !== undefined && digest === undefined && pinned === null) {
    issues.push(warningIssue('image-untrusted', ['image', 'source']));
  }
  return issues;
}
