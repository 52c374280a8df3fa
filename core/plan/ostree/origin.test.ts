// SPDX-License-Identifier: Apache-2.0
import { assert, option, property, record, stringMatching } from 'fast-check';
import { expect, test } from 'vitest';
import { originFile, parseOrigin } from './origin.ts';

const line = stringMatching(/^[!-~]{1,30}$/);

test('what was written is read again, whatever it holds', () => {
  const check = property(record({ image: option(line), source: line, digest: line }), (origin) => {
    const again = parseOrigin(originFile(origin));
    if (JSON.stringify(again) !== JSON.stringify(origin)) throw new Error(JSON.stringify(again));
  });
  expect(() => assert(check, { numRuns: 1000 })).not.toThrow();
});

test('ostree, bootc and rpm-ostree find their own reference in it', () => {
  const text = originFile({ image: 'registry:example.org/a:b', source: 'oci:/x', digest: 'sha256:1' });
  expect(text).toContain(
    '[origin]\ncontainer-image-reference=ostree-unverified-image:docker://example.org/a:b\n',
  );
  expect(originFile({ image: null, source: 'oci:/x', digest: 'sha256:1' })).toContain(
    'container-image-reference=ostree-unverified-image:oci:/x\n',
  );
});

test('groups of others are left alone', () => {
  const own = '[particleos]\nsource=oci:/x\ndigest=sha256:1\n';
  const other = '[libostree-transient]\nsource=wrong\ndigest=wrong\nimage=wrong\n';
  expect(parseOrigin(`${other}${own}${other}`)).toEqual({
    image: null,
    source: 'oci:/x',
    digest: 'sha256:1',
  });
});

test.each([
  '',
  '[origin]\nrefspec=a:b\n',
  '[particleos]\n',
  '[particleos]\nsource=oci:/x\n',
  '[particleos]\n=x\n',
])('no origin of ours: %j', (text) => {
  expect(parseOrigin(text)).toBeNull();
});
