// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { imageReference, pinnedReference } from './image-reference.ts';

const digest = `sha256:${'d'.repeat(64)}`;

test.each([
  ['registry:h.example:5000/a/b:stable', `docker://h.example:5000/a/b@${digest}`],
  ['registry:h.example:5000/a/b', `docker://h.example:5000/a/b@${digest}`],
  [`registry:h.example/a@sha256:${'e'.repeat(64)}`, `docker://h.example/a@${digest}`],
  ['containers-storage:localhost/corona:stable', `containers-storage:localhost/corona@${digest}`],
  ['containers-storage:corona', `containers-storage:corona@${digest}`],
  // Ids of images are digests already.
  ['containers-storage:0123456789ab', 'containers-storage:0123456789ab'],
  ['containers-storage:localhost/corona@0123456789ab', 'containers-storage:localhost/corona@0123456789ab'],
  ['oci:/srv/image:stable', 'oci:/srv/image:stable'],
  ['oci-archive:/srv/image.tar', 'oci-archive:/srv/image.tar'],
])('%s is pinned as %s', (reference, pinned) => {
  expect(pinnedReference(imageReference.parse(reference), digest)).toBe(pinned);
});
