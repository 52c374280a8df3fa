// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { RecordingRunner } from '../../backend/runner/recording-runner.ts';
import { hasHostBootc } from './live-root.ts';
import { livePackages } from './packages.ts';

const fileNamed = (name: string): RecordingRunner => new RecordingRunner(() => ({ stdout: `${name}\n` }));

test('a package file is known by its name inside, not by its file name', async () => {
  const options = { package: [], deb: ['/debs/bootc_1.deb'] };
  expect(await hasHostBootc(fileNamed('bootc'), options)).toBe(true);
  expect(await hasHostBootc(fileNamed('bootc-doc'), options)).toBe(false);
});

test('bootc may also come from an archive', async () => {
  expect(await hasHostBootc(new RecordingRunner(), { package: ['bootc'], deb: [] })).toBe(true);
  expect(await hasHostBootc(new RecordingRunner(), { package: ['vim'], deb: [] })).toBe(false);
});

test.each([
  { engines: { imageBootc: false, hostBootc: false }, podman: false, loader: false },
  { engines: { imageBootc: true, hostBootc: false }, podman: true, loader: false },
  { engines: { imageBootc: false, hostBootc: true }, podman: true, loader: true },
])('the live system has programs for $engines', ({ engines, podman, loader }) => {
  const packages = livePackages(['vim'], engines, 'none');
  expect(packages.includes('podman')).toBe(podman);
  expect(packages.includes('systemd-boot-efi')).toBe(loader);
  expect(packages).toContain('vim');
  // What looks into the disks of a machine, and shrinks what is there.
  expect(packages).toEqual(
    expect.arrayContaining(['ntfs-3g', 'btrfs-progs', 'xfsprogs', 'cryptsetup-bin', 'lvm2', 'mdadm']),
  );
  expect(packages).toHaveLength(new Set(packages).size);
});
