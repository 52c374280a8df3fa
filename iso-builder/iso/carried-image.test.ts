// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { RecordingRunner } from '../../backend/runner/recording-runner.ts';
import { isBootcImage } from './carried-image.ts';

test.each([
  { labels: { 'containers.bootc': '1' }, bootc: true },
  { labels: { 'ostree.bootable': '1' }, bootc: false },
  { labels: null, bootc: false },
])('an image with labels $labels', async ({ labels, bootc }) => {
  const runner = new RecordingRunner(() => ({
    stdout: JSON.stringify({ Digest: 'sha256:0', Labels: labels }),
  }));
  expect(await isBootcImage(runner, 'oci:/image')).toBe(bootc);
});
