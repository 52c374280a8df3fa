// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { givenFacts, givenImage } from './given-machine.ts';
import { checkImage } from './check-image.ts';
import { settle } from './settings.ts';

const image = { ...givenImage, architecture: 'arm64' };
const facts = { ...givenFacts, architecture: 'arm64', image };

test("the digest that was asked for is the manifest's, or that of a list it is in", () => {
  const [a, b, c] = ['a', 'b', 'c'].map((digit) => `sha256:${digit.repeat(64)}`);
  const amd64 = { ...image, architecture: 'amd64', digest: a ?? '', indexDigests: [b ?? ''] };
  const asked = (digest: string | undefined): string[] => {
    const settings = settle(facts, { version: 1, disk: { only: true }, image: { digest } });
    return checkImage(amd64, { ...facts, architecture: 'amd64' }, settings).map(({ code }) => code);
  };
  expect([asked(undefined), asked(a), asked(b)]).toEqual([[], [], []]);
  expect(asked(c)).toEqual(['image-digest-mismatch']);
  expect(
    checkImage(
      { ...amd64, indexDigests: undefined },
      facts,
      settle(facts, { version: 1, disk: { only: true }, image: { digest: b } }),
    ).map(({ code }) => code),
  ).toContain('image-digest-mismatch');
});
