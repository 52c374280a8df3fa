// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { RealRunner } from '../../backend/runner/real-runner.ts';
import { makeEmptyDisk } from './disk-images.ts';
import type { Disk } from './machine-options.ts';
import { outputDirectory } from './medium.ts';

const DEADLINE_MS = 600_000;

/** Makes a read-only disk whose only file system (ext4, at /dev/disk/by-label/LABEL) holds a directory. */
export async function makeDataDisk(label: string, directory: string, sizeBytes: number): Promise<Disk> {
  const path = await makeEmptyDisk(join(outputDirectory, `${label.toLowerCase()}.img`), sizeBytes);
  const argv = ['mke2fs', '-q', '-F', '-t', 'ext4', '-L', label, '-d', directory, path] as const;
  await new RealRunner().run({ argv, timeoutMs: DEADLINE_MS });
  return { path, bus: 'virtio', serial: `${label}-DISK`, readonly: true, bootable: false };
}
