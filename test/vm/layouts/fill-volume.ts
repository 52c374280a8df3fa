// SPDX-License-Identifier: Apache-2.0
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { entryAt, inScratch, putPartition, sizeOf, takePartition, tool } from './made-disk.ts';
import { makeEmptyDisk } from '../disk-images.ts';

/** File systems that are filled and read on this machine, by their own tools. */
export type VolumeKind = 'vfat' | 'ntfs' | 'ext4';

/** Uses a volume in a file as a directory; by FUSE or a loop device. */
async function mounted<T>(
  kind: 'ntfs' | 'ext4',
  file: string,
  how: 'rw' | 'ro',
  use: (directory: string) => Promise<T>,
): Promise<T> {
  const at = `${file}.mounted`;
  await mkdir(at, { recursive: true });
  // noload: a journal that is to be replayed would be written.
  const options = kind === 'ext4' ? `loop,${how === 'ro' ? 'ro,noload' : 'rw'}` : how;
  await tool(kind === 'ntfs' ? ['ntfs-3g', '-o', options, file, at] : ['mount', '-o', options, file, at]);
  try {
    return await use(at);
  } finally {
    await tool(['umount', at]);
  }
}

/** Makes a file system in a partition of a raw disk and copies a tree into it. */
export async function fillVolume(
  disk: string,
  number: number,
  { kind, tree, label }: { kind: VolumeKind; tree: string; label: string },
): Promise<void> {
  const entry = await entryAt(disk, number);
  await inScratch(async (scratch) => {
    const file = await makeEmptyDisk(join(scratch, 'volume'), sizeOf(entry));
    if (kind === 'vfat') {
      await tool(['mkfs.vfat', '-F', '32', '-n', label, file]);
      const names = (await readdir(tree)).map((name) => join(tree, name));
      if (names.length > 0) await tool(['mcopy', '-s', '-i', file, ...names, '::']);
    } else if (kind === 'ntfs') {
      // Where it stands on its disk, as Windows needs to know it (mkntfs(8)).
      await tool(['mkntfs', '-F', '-Q', '-q', '-L', label, '-p', String(entry.start), '-s', '512', file]);
      await mounted('ntfs', file, 'rw', (at) => tool(['cp', '-a', `${tree}/.`, at]));
    } else await tool(['mke2fs', '-q', '-F', '-t', 'ext4', '-L', label, '-d', tree, file]);
    await putPartition(disk, entry, file);
  });
}

/** Checksums of every file below a directory, by path. */
async function sumsBelow(directory: string): Promise<Map<string, string>> {
  const script = 'cd "$1" && find . -type f -print0 | sort -z | xargs -0 -r sha256sum --zero';
  const printed = await tool(['sh', '-c', script, 'sh', directory]);
  const lines = printed.split('\0').filter((line) => line !== '');
  return new Map(lines.map((line) => [line.slice(66), line.slice(0, 64)]));
}

/** Checksums of every file of a partition, by path; nothing is written. */
export async function readVolume(
  disk: string,
  number: number,
  kind: VolumeKind,
): Promise<Map<string, string>> {
  const entry = await entryAt(disk, number);
  return inScratch(async (scratch) => {
    const file = join(scratch, 'volume');
    await takePartition(disk, entry, file);
    if (kind !== 'vfat') return mounted(kind, file, 'ro', sumsBelow);
    const tree = join(scratch, 'tree');
    await mkdir(tree);
    await tool(['mcopy', '-s', '-i', file, '::*', tree]);
    return sumsBelow(tree);
  });
}

/** Puts the volume of a partition through a program that is given its file, e.g. ntfsfix(8), and writes it back. */
export async function throughFile(
  disk: string,
  number: number,
  use: (file: string) => Promise<unknown>,
): Promise<void> {
  const entry = await entryAt(disk, number);
  await inScratch(async (scratch) => {
    const file = join(scratch, 'volume');
    await takePartition(disk, entry, file);
    await use(file);
    await putPartition(disk, entry, file);
    await rm(file);
  });
}
