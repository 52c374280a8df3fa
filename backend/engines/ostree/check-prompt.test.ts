// SPDX-License-Identifier: Apache-2.0
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { givenImage } from '../../../core/plan/given-machine.ts';
import { updateSteps } from '../../../core/plan/ostree/image-steps.ts';
import { imageReference } from '../../../core/request/image-reference.ts';
import { placeOf } from '../../../core/plan/target.ts';
import { archive, entry } from '../../probe/content/made-initramfs.ts';
import { encryptedRoot } from '../../system/encrypted-root.ts';
import { checkPrompt } from './check-prompt.ts';
import { givenContext } from '../../execute/given-context.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'prompt-'));
});
afterEach(() => rm(root, { recursive: true }));

const opens = [
  entry('usr/bin/systemd-cryptsetup'),
  entry('usr/lib/systemd/system-generators/systemd-cryptsetup-generator'),
  entry('usr/lib/modules/6.12/kernel/drivers/md/dm-crypt.ko.xz'),
];
const loads = [entry('usr/lib/particleos/load-keymap'), entry('usr/share/keymaps/i386/qwertz/de.kmap.gz')];

/** What became of an update to a system with this initramfs, and what was noted. */
async function update(initramfs: Buffer | null, keymap: string | null): Promise<string[]> {
  const modules = join(root, 'usr/lib/modules/6.12');
  await mkdir(modules, { recursive: true });
  if (initramfs !== null) await writeFile(join(modules, 'initramfs.img'), initramfs);
  const noted: string[] = [];
  const context = givenContext({ log: ({ event }: { event: string }) => noted.push(event) });
  await checkPrompt({ root, keymap }, context);
  return noted;
}

test('an initramfs that asks for the passphrase, and in its keymap, is let through', async () => {
  expect(await update(zstdCompressSync(archive(...opens)), null)).toEqual([]);
  expect(await update(zstdCompressSync(archive(...opens, ...loads)), 'de')).toEqual([]);
});

test.each([
  ['without systemd-cryptsetup', archive(entry('init')), null, 'image-cannot-unlock'],
  ['without dm-crypt', archive(...opens.slice(0, 2)), null, 'image-cannot-unlock'],
  ['without the keymap', archive(...opens), 'de', 'image-keymap-at-boot'],
])('one %s is refused', async (_name, initramfs, keymap, code) => {
  await expect(update(zstdCompressSync(initramfs), keymap)).rejects.toMatchObject({ issue: { code } });
});

test('one that cannot be read is noted, since the present deployment stays', async () => {
  expect(await update(Buffer.from('070701 cut off'), null)).toEqual(['initramfs-unread']);
  await rm(root, { recursive: true });
  expect(await update(null, null)).toEqual(['initramfs-unread']);
});

test('the kernel command line says whether the root is encrypted, and in which keymap', () => {
  expect(encryptedRoot('root=UUID=1 rw quiet\n')).toBeNull();
  expect(encryptedRoot('rd.luks.name=1=root root=/dev/mapper/root\n')).toEqual({ keymap: null });
  expect(encryptedRoot('rd.luks.uuid=1 rd.vconsole.keymap=us rd.vconsole.keymap=de')).toEqual({
    keymap: 'de',
  });
});

test('it is looked at before the new tree is committed, and only where the root is encrypted', () => {
  const what = {
    source: imageReference.parse(givenImage.source),
    image: givenImage,
    track: null,
    access: {},
    signed: false,
  };
  const ids = (encrypted: { keymap: string | null } | null): string[] =>
    updateSteps(what, placeOf('/sysroot'), encrypted).map(({ id }) => id);
  expect(ids(null)).not.toContain('check-prompt');
  const looked = ids({ keymap: null });
  expect(looked.indexOf('check-prompt')).toBeGreaterThan(looked.indexOf('unpack'));
  expect(looked.indexOf('check-prompt')).toBeLessThan(looked.indexOf('commit'));
});
