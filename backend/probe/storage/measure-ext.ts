// SPDX-License-Identifier: Apache-2.0
import type { Measured } from './measured.ts';

/** What `dumpe2fs -h` says of ext2, ext3 or ext4. Pure; null when it is no such text. */
export function measureExt(dumped: string): (Measured & { readonly blockBytes: number }) | null {
  const field = (name: string): string | undefined =>
    new RegExp(`^${name}: +(.*)$`, 'm').exec(dumped)?.[1]?.trim();
  const count = (name: string): number => Number(/^\d{1,15}$/.exec(field(name) ?? '')?.[0] ?? Number.NaN);
  const [blocks, free, blockBytes] = [count('Block count'), count('Free blocks'), count('Block size')];
  const usedBytes = (blocks - free) * blockBytes;
  const state = field('Filesystem state');
  if (!Number.isSafeInteger(usedBytes) || usedBytes < 0 || state === undefined) return null;
  const features = (field('Filesystem features') ?? '').split(/\s+/);
  // "not clean", "clean with errors" (e2p, lib/e2p/ls.c, print_fs_state); a journal to replay.
  const isClean = state === 'clean' && !features.includes('needs_recovery');
  return { usedBytes, minimumBytes: null, condition: isClean ? 'clean' : 'dirty', blockBytes };
}

/** The least size in bytes, from the blocks that `resize2fs -P` prints; null when it printed none. */
export function extMinimum(printed: string, blockBytes: number): number | null {
  const blocks = /^Estimated minimum size of the filesystem: (\d{1,15})$/m.exec(printed)?.[1];
  const bytes = Number(blocks) * blockBytes;
  return Number.isSafeInteger(bytes) && bytes > 0 ? bytes : null;
}
