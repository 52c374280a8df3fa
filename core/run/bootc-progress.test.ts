// SPDX-License-Identifier: Apache-2.0
import { array, assert, constantFrom, integer, oneof, property } from 'fast-check';
import { expect, test } from 'vitest';
import { BootcProgress } from './bootc-progress.ts';

const MiB = 1024 * 1024;

function after(totalBytes: number, ...events: (string | number)[]): BootcProgress {
  const progress = new BootcProgress(totalBytes);
  for (const event of events) {
    if (typeof event === 'string') progress.line(event);
    else progress.bytes(event);
  }
  return progress;
}

test('without a line that is understood, bytes alone speak', () => {
  expect(after(100, 'gibberish', 50)).toMatchObject({ share: 0.5, detail: null, doneBytes: 50 });
  expect(after(100, 500).share).toBe(0.99);
  expect(after(0, 500).share).toBe(0);
});

test('an estimate that was too small does not end the image phase', () => {
  const progress = after(100 * MiB, 'Initializing ostree layout', 900 * MiB);
  expect(progress).toMatchObject({ share: 0.95, detail: 'bootc-image' });
  progress.line('Bootloader: grub');
  expect(progress).toMatchObject({ share: 0.98, detail: 'bootc-loader' });
});

test('an estimate that was too large does not stay behind the loader', () => {
  expect(after(1000 * MiB, 100 * MiB, 'Bootloader: grub').share).toBe(0.7);
  expect(after(1000 * MiB, 100 * MiB, 'Trimming root').share).toBe(0.9);
});

test('composefs fetches without a word: the bytes after the last file system are the image', () => {
  const lines = ['Block setup: direct', 'Creating root filesystem (ext4) on device /dev/vda3 (size=9 GB)'];
  expect(after(1000 * MiB, ...lines, 130 * MiB).detail).toBe('bootc-file-systems');
  const esp = [...lines, 130 * MiB, 'Creating ESP filesystem', '> mkfs.fat /dev/vda2'];
  expect(after(1000 * MiB, ...esp, 140 * MiB).detail).toBe('bootc-file-systems');
  expect(after(1000 * MiB, ...esp, 180 * MiB)).toMatchObject({ detail: 'bootc-image', share: 0.18 });
});

test('to a file system that is there: the bytes after the start are the image', () => {
  expect(after(1000 * MiB, 'Digest: sha256:ab').detail).toBe('bootc-start');
  expect(after(1000 * MiB, 'Digest: sha256:ab', 20 * MiB).detail).toBe('bootc-image');
});

test('a phase that was left does not come back, less bytes are not believed', () => {
  const progress = after(100, 60, 'Bootloader: grub', 'Wiping /dev/vda', 10);
  expect(progress).toMatchObject({ detail: 'bootc-loader', doneBytes: 60, share: 0.7 });
});

test('the share stays below 1, and does not fall within a phase', () => {
  const events = oneof(
    integer({ min: -10, max: 2000 * MiB }),
    constantFrom(
      'Digest: a',
      'Block setup: direct',
      'Creating ESP filesystem',
      'x',
      'Bootloader: grub',
      'Trimming root',
    ),
  );
  const check = property(
    array(events, { maxLength: 60 }),
    integer({ min: 0, max: 2000 * MiB }),
    (all, total) => {
      const progress = new BootcProgress(total);
      let detail = progress.detail;
      let share = 0;
      for (const event of all) {
        if (typeof event === 'string') progress.line(event);
        else progress.bytes(event);
        const fell = progress.detail === detail && progress.share < share;
        if (fell || progress.share > 0.99 || progress.share < 0)
          throw new Error(`${progress.share} after ${share}`);
        ({ detail, share } = progress);
      }
    },
  );
  expect(() => assert(check, { numRuns: 1000 })).not.toThrow();
});
