// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lookInside } from '../../backend/probe/storage/look-inside.ts';
import { measure } from '../../backend/probe/storage/measure.ts';
import { RealRunner } from '../../backend/runner/real-runner.ts';

const runner = new RealRunner();
const sh = (script: string, ...words: string[]): Promise<{ stdout: string }> =>
  runner.run({ argv: ['sh', '-euc', script, 'sh', ...words], timeoutMs: 100_000 });

const LOSETUP = 'losetup --find --show';
/** Loop devices need root and a kernel that has some to give. */
let canLoop = false;
const NO_LOOP = 'needs root, e2fsprogs and loop devices';
let directory = '';

/** An ext4 with a Debian in it as a power cut leaves it: a journal to replay, and an open file that was deleted. */
const CUT = `
truncate -s 32M "$1/cut.img"
mke2fs -q -t ext4 -d "$1/tree" "$1/cut.img"
mount -o loop "$1/cut.img" /mnt
exec 9> /mnt/orphan
echo more > /mnt/orphan
echo text > /mnt/file
sync
rm /mnt/orphan
sync
cp "$1/cut.img" "$1/dirty.img"
exec 9>&-
umount /mnt
`;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'look-'));
  await mkdir(join(directory, 'tree/usr/lib'), { recursive: true });
  await writeFile(join(directory, 'tree/usr/lib/os-release'), 'ID=debian\nNAME=Debian\n');
  canLoop = await runner
    .run({
      argv: ['unshare', '--mount', '--propagation=private', 'sh', '-euc', CUT, 'sh', directory],
      timeoutMs: 100_000,
    })
    .then(
      () => true,
      () => false,
    );
}, 120_000);
afterAll(() => rm(directory, { recursive: true, force: true }), 60_000);

async function sumOf(file: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
}

test.for<readonly [string, string, string]>([
  // ext4 deletes orphans even when mounted "ro,noload", unless the device refuses.
  ['a journal to replay', 'feature needs_recovery', 'dirty'],
  ['orphans only', 'feature -needs_recovery', 'clean'],
])('an ext4 with %s is looked into and left as it is', async ([, feature, condition], { skip }) => {
  skip(!canLoop, NO_LOOP);
  const image = join(directory, 'disk.img');
  await copyFile(join(directory, 'dirty.img'), image);
  await sh('debugfs -w -R "$2" "$1" 2> /dev/null', image, feature);
  const before = await sumOf(image);
  const device = (await sh(`${LOSETUP} "$1"`, image)).stdout.trim();
  try {
    const found = await lookInside(runner, { device, fileSystem: 'ext4' });
    expect(found?.files.get('usr/lib/os-release')).toBe('ID=debian\nNAME=Debian');
    expect(found?.usedBytes).toBeGreaterThan(0);
    expect(await measure(runner, device, 'ext4')).toMatchObject({ condition });
    await sh('blockdev --flushbufs "$1"', device);
  } finally {
    await sh('losetup --detach "$1"', device);
  }
  expect(await sumOf(image)).toBe(before);
  expect(await readFile('/proc/self/mountinfo', 'utf8')).not.toContain(device);
});

test('nothing stays behind when a look is cut short', async ({ skip }) => {
  skip(!canLoop, NO_LOOP);
  const device = (await sh(`${LOSETUP} "$1"`, join(directory, 'cut.img'))).stdout.trim();
  const controller = new AbortController();
  const looking = lookInside(runner, { device, fileSystem: 'ext4' }, controller.signal);
  controller.abort();
  await expect(looking).rejects.toMatchObject({ reason: 'cancelled' });
  await sh('losetup --detach "$1"', device);
  // The last user of the loop devices on top has gone with its mount.
  await expect
    .poll(async () => (await sh('losetup --list --noheadings --output BACK-FILE')).stdout)
    .not.toContain(device);
});

test('the boot entries of ostree are read, though its loader directory is a link', async ({ skip }) => {
  skip(!canLoop, NO_LOOP);
  const tree = join(directory, 'boot');
  for (const version of [0, 1]) await mkdir(join(tree, `loader.${version}/entries`), { recursive: true });
  await writeFile(join(tree, 'loader.0/entries/ostree-1.conf'), 'title old\n');
  await writeFile(join(tree, 'loader.1/entries/ostree-1.conf'), 'title now\n');
  await symlink('loader.1', join(tree, 'loader'));
  await symlink('/etc', join(tree, 'loader.9'));
  const image = join(directory, 'boot.img');
  await sh('truncate -s 16M "$1" && mke2fs -q -t ext4 -d "$2" "$1"', image, tree);
  const device = (await sh(`${LOSETUP} "$1"`, image)).stdout.trim();
  try {
    const found = await lookInside(runner, { device, fileSystem: 'ext4' });
    const entries = [...(found?.files ?? [])].filter(([path]) => path.includes('entries'));
    expect(entries).toEqual([['loader/entries/ostree-1.conf', 'title now']]);
  } finally {
    await sh('losetup --detach "$1"', device);
  }
});
