// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { inspectOci } from '../../backend/probe/inspect-oci.ts';
import { verifyOciBlobs } from '../../backend/probe/verify-oci.ts';
import { RealRunner } from '../../backend/runner/real-runner.ts';
import { describeLayer, writeOciLayout, type Layer } from '../../iso-builder/image/oci-layout.ts';

let directory: string;
let layout: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'layout-'));
  layout = join(directory, 'image');
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const run = async (...argv: [string, ...string[]]): Promise<string> =>
  (await new RealRunner().run({ argv, timeoutMs: 60_000 })).stdout;
const sha256 = (bytes: Buffer): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

/** A layer of one file, packed by tar(1) and gzip(1). */
async function layer(name: string, content: string): Promise<Layer> {
  const root = join(directory, `${name}.root`);
  await mkdir(root);
  await writeFile(join(root, name), content);
  const file = join(directory, `${name}.tar.gz`);
  await run('tar', '--create', '--gzip', `--file=${file}`, `--directory=${root}`, '.');
  return describeLayer(file);
}

const labels = { 'ostree.bootable': '1', 'org.particleos.boot': 'grub-uefi,shim', odd: '"ü" \\ {{x}}' };
const common = { labels, created: '2026-11-21T00:00:00.000Z', architecture: 'amd64', tag: 'stable' };

test('both digests of a layer are right', async () => {
  const { file, digest, diffId, sizeBytes } = await layer('a', 'content');
  const bytes = await readFile(file);
  expect({ digest, diffId, sizeBytes }).toEqual({
    digest: sha256(bytes),
    diffId: sha256(gunzipSync(bytes)),
    sizeBytes: bytes.length,
  });
});

test('what is written is an image: every digest holds, the labels are said, and nothing else is in it', async () => {
  await mkdir(join(layout, 'blobs'), { recursive: true });
  await writeFile(join(layout, 'blobs/old'), 'of a build before');
  const layers = [await layer('a', 'one'), await layer('b', 'two')];
  const digest = await writeOciLayout(layout, { ...common, layers });

  const image = await inspectOci(`oci:${layout}:stable`, `${layout}:stable`, 'amd64');
  expect(image).toMatchObject({
    digest,
    architecture: 'amd64',
    bootable: true,
    loaders: ['grub-uefi', 'shim'],
  });
  expect(image.layers.map((entry) => entry.digest)).toEqual(layers.map((entry) => entry.digest));
  await verifyOciBlobs(layout, image);
  // Two layers, config and manifest; the layers were moved, not copied.
  expect(await readdir(join(layout, 'blobs/sha256'))).toHaveLength(4);
  expect((await readdir(layout)).toSorted()).toEqual(['blobs', 'index.json', 'oci-layout']);
  expect((await readdir(directory)).filter((name) => name.endsWith('.gz'))).toEqual([]);
});

test('the same layers and labels give the same digest, another label another', async () => {
  const write = async (name: string, odd: string): Promise<string> =>
    writeOciLayout(join(directory, name), { ...common, layers: [], labels: { ...labels, odd } });
  const first = await write('x', 'a');
  expect(await write('y', 'a')).toBe(first);
  expect(await write('z', 'b')).not.toBe(first);
});

test('skopeo reads it, and umoci unpacks it', async ({ skip }) => {
  for (const program of ['skopeo', 'umoci']) {
    await run(program, '--version').catch(() => skip(`${program} is not installed`));
  }
  const layers = [await layer('a', 'one'), await layer('b', 'two')];
  const digest = await writeOciLayout(layout, { ...common, layers });
  const said = JSON.parse(await run('skopeo', 'inspect', `oci:${layout}:stable`)) as Record<string, unknown>;
  expect(said).toMatchObject({ Digest: digest, Architecture: 'amd64', Os: 'linux', Labels: labels });
  const root = join(directory, 'unpacked');
  const rootless = process.getuid?.() === 0 ? [] : (['--rootless'] as const);
  await run('umoci', 'raw', 'unpack', ...rootless, '--image', `${layout}:stable`, root);
  expect([await readFile(join(root, 'a'), 'utf8'), await readFile(join(root, 'b'), 'utf8')]).toEqual([
    'one',
    'two',
  ]);
});
