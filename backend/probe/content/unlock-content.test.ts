// SPDX-License-Identifier: Apache-2.0
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readInitramfs } from './initramfs.ts';
import { archive, entry } from './made-initramfs.ts';
import { unlockContentOf, unlockOf } from './unlock-content.ts';

async function* inPieces(bytes: Buffer, size = 7): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const microcode = archive(entry('kernel/x86/microcode/AuthenticAMD.bin', 'x'.repeat(100)));
const main = archive(
  entry('usr/bin/systemd-cryptsetup', 'program'),
  entry('./usr/lib/systemd/system-generators/systemd-cryptsetup-generator'),
  entry('usr/lib/modules/6.12/kernel/drivers/md/dm-crypt.ko.xz'),
  entry('usr/lib/modules/6.12/modules.builtin', 'kernel/drivers/char/tpm/tpm_crb.ko\n'),
  ...['esys', 'rc', 'mu', 'tcti-device'].map((name) =>
    entry(`usr/lib/x86_64-linux-gnu/libtss2-${name}.so.0`),
  ),
  entry('usr/lib/systemd/systemd-hibernate-resume'),
  entry('usr/lib/systemd/system-generators/systemd-hibernate-resume-generator'),
  entry('usr/lib/particleos/load-keymap'),
  entry('usr/share/keymaps/i386/qwertz/de-latin1.kmap.gz'),
);

describe('an initramfs', () => {
  test.each([
    ['plain', main],
    ['packed by gzip', gzipSync(main)],
    ['packed by zstd', zstdCompressSync(main)],
    ['after microcode and padding', Buffer.concat([microcode, Buffer.alloc(512), zstdCompressSync(main)])],
  ])('%s says what opens an encrypted root', async (_name, bytes) => {
    expect(unlockContentOf(await readInitramfs(inPieces(bytes)))).toEqual({
      read: true,
      opener: 'systemd',
      dmCrypt: true,
      tpm2: true,
      fido2: false,
      resume: true,
      keymapLoader: 'particleos-keymap',
      keymaps: ['de-latin1'],
    });
  });

  test.each([
    ['compressed by xz', Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0, 1, 2]), 'it is compressed by xz'],
    ['cut in the middle', main.subarray(0, 300), 'its archive'],
    ['cut while packed', zstdCompressSync(main).subarray(0, 60), ''],
    ['of noise', Buffer.from('this is no archive at all'), 'not known'],
    ['that is empty', Buffer.alloc(0), 'it is empty'],
  ])('%s is said to be unreadable', async (_name, bytes, words) => {
    const read = await readInitramfs(inPieces(bytes));
    expect(read.ok ? 'read' : read.message).toContain(words);
    expect(read.ok).toBe(false);
  });

  test('of a kernel image, of none and of several is not guessed at', () => {
    const kernel = { version: '6.12', initramfs: true };
    const unread = (kernels: (typeof kernel)[], ukis: string[]) =>
      unlockOf({ kernels, ukis }, () => null).read;
    expect([
      unread([kernel], ['a.efi']),
      unread([], []),
      unread([kernel, kernel], []),
      unread([kernel], []),
    ]).toEqual([false, false, false, false]);
  });
});
