// SPDX-License-Identifier: Apache-2.0
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fillVolume } from './fill-volume.ts';
import { inScratch, makeDisk } from './made-disk.ts';
import { linuxType, writeRandom } from './windows-disk.ts';

/** Number of each partition of a disk with a Debian alone. */
export const debian = { esp: 1, system: 2 } as const;
const ESP_TYPE = 'c12a7328-f81f-11d2-ba4b-00a0c93ec93b';
const OS_RELEASE =
  'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nNAME="Debian GNU/Linux"\nVERSION_ID="12"\nID=debian\n';

const systemFiles = [
  'boot/vmlinuz-6.1.0-18-amd64',
  'boot/initrd.img-6.1.0-18-amd64',
  ...Array.from({ length: 40 }, (_, index) => `home/ada/picture-${String(index)}.jpg`),
];

/** Makes the root of a Debian in a partition of a raw disk: an ext4 with what tells it and with files of a user. */
export async function makeDebianRoot(path: string, number: number): Promise<void> {
  await inScratch(async (scratch) => {
    const tree = join(scratch, 'system');
    await writeRandom(tree, systemFiles);
    for (const [file, text] of [
      ['usr/lib/os-release', OS_RELEASE],
      ['etc/fstab', `# ${path}\n`],
    ] as const) {
      await mkdir(join(tree, dirname(file)), { recursive: true });
      await writeFile(join(tree, file), text);
    }
    await fillVolume(path, number, { kind: 'ext4', tree, label: 'debian' });
  });
}

/** A raw disk with a Debian that fills it: an ESP with its loader, and a root. */
export async function makeDebianDisk(path: string, sizeBytes: number): Promise<string> {
  await makeDisk(path, sizeBytes, [`size=300MiB, type=${ESP_TYPE}`, `type=${linuxType}, name="debian"`]);
  await inScratch(async (scratch) => {
    const tree = join(scratch, 'esp');
    await writeRandom(tree, ['EFI/debian/shimx64.efi', 'EFI/debian/grubx64.efi', 'EFI/BOOT/BOOTX64.EFI']);
    await fillVolume(path, debian.esp, { kind: 'vfat', tree, label: 'ESP' });
  });
  await makeDebianRoot(path, debian.system);
  return path;
}
