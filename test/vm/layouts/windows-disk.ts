// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { entryAt, inScratch, makeDisk, putPartition } from './made-disk.ts';
import { fillVolume } from './fill-volume.ts';

const MiB = 1024 ** 2;
/** Number of each partition, in the order in which Windows' own installer makes them. */
export const windows = { esp: 1, reserved: 2, system: 3, recovery: 4 } as const;
const type = {
  esp: 'c12a7328-f81f-11d2-ba4b-00a0c93ec93b',
  reserved: 'e3c9e316-0b5c-4db8-817d-f92df00215ae',
  basic: 'ebd0a0a2-b9e5-4433-87c0-68b6b72699c7',
  recovery: 'de94bba4-06d1-4d40-a16a-bfd50179d6ac',
  linux: '0fc63daf-8483-4772-8e79-3d69d8477de4',
} as const;
export const linuxType = type.linux;

/** What a Windows is told by: loader and store of boot entries on the ESP, kernel and build on its NTFS. */
const espFiles = ['EFI/Microsoft/Boot/bootmgfw.efi', 'EFI/Microsoft/Boot/BCD', 'EFI/Boot/bootx64.efi'];
const systemFiles = [
  'Windows/System32/ntoskrnl.exe',
  'Windows/servicing/Version/10.0.22631.3085/amd64_installed',
  'Users/ada/Documents/letter.docx',
  ...Array.from({ length: 40 }, (_, index) => `Users/ada/Pictures/picture-${String(index)}.jpg`),
];

export interface WindowsDisk {
  readonly sizeBytes: number;
  readonly espMiB?: number;
  readonly systemMiB: number;
  /** Further lines of sfdisk(8) after those of Windows. */
  readonly more?: readonly string[];
}

/** Writes files of random bytes below a directory; the same path, another content each time. */
export async function writeRandom(tree: string, files: readonly string[], maximumBytes = MiB): Promise<void> {
  for (const [index, file] of files.entries()) {
    await mkdir(join(tree, dirname(file)), { recursive: true });
    await writeFile(
      join(tree, file),
      randomBytes(1 + Math.floor((maximumBytes * (index + 1)) / files.length)),
    );
  }
}

/** A raw disk as Windows leaves it, by sfdisk, mkfs.vfat, mcopy, mkntfs and ntfs-3g: ESP, reserved, system, recovery. */
export async function makeWindowsDisk(
  path: string,
  { sizeBytes, espMiB = 300, systemMiB, more = [] }: WindowsDisk,
): Promise<string> {
  await makeDisk(path, sizeBytes, [
    `size=${String(espMiB)}MiB, type=${type.esp}, name="EFI system partition"`,
    `size=16MiB, type=${type.reserved}, name="Microsoft reserved partition", attrs="GUID:63"`,
    `size=${String(systemMiB)}MiB, type=${type.basic}, name="Basic data partition"`,
    `size=64MiB, type=${type.recovery}, attrs="RequiredPartition GUID:63"`,
    ...more,
  ]);
  await inScratch(async (scratch) => {
    const tree = (name: string): string => join(scratch, name);
    await writeRandom(tree('esp'), espFiles);
    await writeRandom(tree('system'), systemFiles);
    await writeRandom(tree('recovery'), ['Recovery/WindowsRE/Winre.wim'], 8 * MiB);
    await fillVolume(path, windows.esp, { kind: 'vfat', tree: tree('esp'), label: 'SYSTEM' });
    await fillVolume(path, windows.system, { kind: 'ntfs', tree: tree('system'), label: 'Windows' });
    await fillVolume(path, windows.recovery, { kind: 'ntfs', tree: tree('recovery'), label: 'Recovery' });
    // Nobody knows what Windows keeps there, so it must stay to the byte.
    await writeFile(tree('reserved'), randomBytes(16 * MiB));
    await putPartition(path, await entryAt(path, windows.reserved), tree('reserved'));
  });
  return path;
}
