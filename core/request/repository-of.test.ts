// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { imageReference } from './image-reference.ts';
import { repositoryOf } from './repository-of.ts';

const digest = `sha256:${'d'.repeat(64)}`;

test.each([
  ['registry:h.example:5000/a/b:stable', 'h.example:5000/a/b'],
  ['registry:h.example:5000/a/b', 'h.example:5000/a/b'],
  [`registry:h.example/a:t@${digest}`, 'h.example/a'],
  ['registry:localhost/a', 'localhost/a'],
  // containers/image, docker/reference/normalize.go
  ['registry:debian', 'docker.io/library/debian'],
  ['registry:debian:13', 'docker.io/library/debian'],
  ['registry:me/corona:1', 'docker.io/me/corona'],
  ['registry:docker.io/corona', 'docker.io/library/corona'],
  ['registry:index.docker.io/me/corona', 'docker.io/me/corona'],
  ['oci:/srv/image:stable', null],
  ['containers-storage:localhost/a', null],
])('%s is in %s', (reference, repository) => {
  expect(repositoryOf(imageReference.parse(reference))).toBe(repository);
});
