// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { RealRunner } from '../runner/real-runner.ts';
import { clearUnfinished } from './clear-unfinished.ts';
import { removeAllBut } from './remove-all-but.ts';
import { givenContext } from '../execute/given-context.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'clear-'));
});
afterEach(async () => {
  await new RealRunner().run({
    argv: ['chattr', '-R', '-f', '-i', root],
    timeoutMs: 60_000,
    okExitCodes: [0, 1],
  });
  await rm(root, { recursive: true });
});

async function files(...paths: string[]): Promise<void> {
  for (const path of paths) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), path);
  }
}

async function left(): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries.map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1)).toSorted();
}

async function clear(keep: readonly string[]): Promise<void> {
  await clearUnfinished(
    { root, keep: keep.map((path) => join(root, path)) },
    givenContext({ runner: new RealRunner() }),
  );
}

const DEPLOYMENT = `ostree/deploy/particleos/deploy/${'a'.repeat(64)}.0`;

test('of an import that is done the repository stays, immutable deployments go', async (context) => {
  await files(
    'ostree/repo/objects/00/11.file',
    `${DEPLOYMENT}/etc/hostname`,
    `${DEPLOYMENT}.origin`,
    'ostree/deploy/particleos/var/home/ada/x',
    '.particleos-scratch/rootfs/x',
    'boot/x',
    'lost+found/x',
  );
  await symlink('repo', join(root, 'ostree/boot.1'));
  try {
    await new RealRunner().run({ argv: ['chattr', '+i', join(root, DEPLOYMENT)], timeoutMs: 60_000 });
  } catch {
    context.skip('this file system or this user cannot make a directory immutable');
  }
  await clear(['ostree/repo']);
  expect(await left()).toEqual([
    'lost+found',
    'lost+found/x',
    'ostree',
    'ostree/deploy',
    'ostree/repo',
    'ostree/repo/objects',
    'ostree/repo/objects/00',
    'ostree/repo/objects/00/11.file',
  ]);
});

test('of a fetch only the blobs stay', async () => {
  await files(
    '.particleos-scratch/oci/blobs/sha256/aa',
    '.particleos-scratch/oci/index.json',
    '.particleos-scratch/rootfs/usr/x',
    'ostree/repo/config',
    'evil',
  );
  await clear(['.particleos-scratch/oci/blobs']);
  expect(await left()).toEqual([
    '.particleos-scratch',
    '.particleos-scratch/oci',
    '.particleos-scratch/oci/blobs',
    '.particleos-scratch/oci/blobs/sha256',
    '.particleos-scratch/oci/blobs/sha256/aa',
  ]);
});

test('nothing is kept over a link, and nothing behind it is touched', async () => {
  const elsewhere = await mkdtemp(join(tmpdir(), 'elsewhere-'));
  try {
    await mkdir(join(elsewhere, 'blobs'));
    await writeFile(join(elsewhere, 'blobs/x'), 'x');
    await mkdir(join(root, 'scratch'));
    await symlink(elsewhere, join(root, 'scratch/oci'));
    await removeAllBut(join(root, 'scratch'), ['oci/blobs']);
    expect(existsSync(join(root, 'scratch'))).toBe(false);
    expect(await readdir(join(elsewhere, 'blobs'))).toEqual(['x']);
  } finally {
    await rm(elsewhere, { recursive: true });
  }
});
