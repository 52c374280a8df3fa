// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { parseBootcLine, textsOf } from './bootc-lines.ts';

test.each([
  ['Installing image: docker://example.org/os:1', { phase: 'start', detail: 'docker://example.org/os:1' }],
  ['Wiping /dev/vda', { phase: 'disk', detail: '/dev/vda' }],
  ['Wiping device /dev/vda', { phase: 'disk', detail: '/dev/vda' }],
  ['       Size: 10737418240', { phase: 'disk' }],
  [' Partitions: Discoverable', { phase: 'disk' }],
  [
    'Creating root filesystem (ext4) on device /dev/vda3 (size=9.7 GB)',
    { phase: 'file-systems', detail: 'root' },
  ],
  ['Creating ESP filesystem', { phase: 'file-systems', detail: 'ESP' }],
  ['Deploying container image...done (12 seconds)', { phase: 'image' }],
  ['Bootloader: systemd', { phase: 'loader', detail: 'systemd' }],
  ['Installation complete!', { phase: 'finish' }],
])('%s', (line, parsed) => {
  expect(parseBootcLine(line)).toEqual(parsed);
});

test.each([
  '',
  '> mkfs.ext4 -U a -L root -O verity /dev/vda3',
  'Created a new GPT disklabel (GUID: A).',
  'error: Installing to disk: No root filesystem specified',
  'The image said: Installation complete!',
  'Installing imagery',
])('%j says nothing', (line) => {
  expect(parseBootcLine(line)).toBeNull();
});

test('redraws of a progress bar are taken apart, colours are left out', () => {
  const line =
    '\u001B[2K\r\u001B[36m[eta 3s]\u001B[0m ####-- 1.0 MiB/2.0 MiB sha256:ab\r\u001B]0;title\u0007\u001B[1A\u001B[KBootloader: grub\r';
  expect(textsOf(line)).toEqual(['[eta 3s] ####-- 1.0 MiB/2.0 MiB sha256:ab', 'Bootloader: grub']);
  expect(parseBootcLine(line)).toEqual({ phase: 'loader', detail: 'grub' });
});
