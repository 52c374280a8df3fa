// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ImageFacts } from '../../core/facts/facts.ts';
import { IssueError } from '../../core/issues/issue-error.ts';
import type { Issue } from '../../core/issues/issue.ts';
import { imageReference } from '../../core/request/image-reference.ts';
import { RealRunner } from '../runner/real-runner.ts';
import { RecordingRunner } from '../runner/recording-runner.ts';
import { inspectImage } from './image.ts';
import { machineArchitecture } from './machine.ts';
import { verifyOciBlobs } from './verify-oci.ts';

const labels = {
  'ostree.bootable': '1',
  'org.opencontainers.image.title': 'Corona',
  'org.opencontainers.image.version': '1.2',
  'org.particleos.kernel': '6.12.48',
  'org.particleos.installed-bytes': '409600000',
  'org.particleos.locales': 'C.UTF-8, de_DE.UTF-8',
  'org.particleos.boot': 'grub-bios,grub-uefi,shim',
};

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'oci-'));
});
afterEach(() => rm(directory, { recursive: true }));

const digestOf = (bytes: string | Buffer): string =>
  `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
const fileOf = (digest: string): string => join(directory, 'blobs', digest.replace(':', '/'));

async function blob(bytes: string | Buffer): Promise<{ digest: string; size: number }> {
  const digest = digestOf(bytes);
  await mkdir(join(directory, 'blobs/sha256'), { recursive: true });
  await writeFile(fileOf(digest), bytes);
  return { digest, size: Buffer.byteLength(bytes) };
}

/** Writes an image of two layers; returns the descriptor of its manifest. */
async function image(
  architecture: string = machineArchitecture(),
): Promise<{ digest: string; size: number }> {
  const config = await blob(JSON.stringify({ architecture, os: 'linux', config: { Labels: labels } }));
  const layers = [await blob(Buffer.alloc(3_000_000, 7)), await blob(`layer ${architecture}`)];
  return blob(JSON.stringify({ schemaVersion: 2, config, layers }));
}

async function index(...manifests: object[]): Promise<void> {
  await writeFile(join(directory, 'index.json'), JSON.stringify({ schemaVersion: 2, manifests }));
}

const tagged = (descriptor: object, tag: string): object => ({
  ...descriptor,
  annotations: { 'org.opencontainers.image.ref.name': tag },
});

async function inspect(reference: string): Promise<ImageFacts | Issue> {
  const inspected = await inspectImage(new RecordingRunner(), { source: imageReference.parse(reference) });
  return inspected.ok ? inspected.image : inspected.issue;
}

async function facts(): Promise<ImageFacts> {
  const found = await inspect(`oci:${directory}`);
  if ('code' in found) throw new Error(found.code);
  return found;
}

describe('an OCI directory', () => {
  test('tells what its labels say', async () => {
    const manifest = await image();
    await index(manifest);
    expect(await inspect(`oci:${directory}`)).toMatchObject({
      digest: manifest.digest,
      title: 'Corona',
      version: '1.2',
      bootable: true,
      bootc: false,
      kernel: '6.12.48',
      compressedBytes: 3_000_000 + `layer ${machineArchitecture()}`.length,
      installedBytes: 409600000,
      locales: ['C.UTF-8', 'de_DE.UTF-8'],
      keymaps: null,
      loaders: ['grub-bios', 'grub-uefi', 'shim'],
    });
  });

  test('is read by tag; several images without tag are refused as skopeo does', async () => {
    const manifest = await image();
    await index(tagged(manifest, 'a'), tagged(await image('riscv64'), 'b'));
    expect(await inspect(`oci:${directory}:a`)).toMatchObject({ digest: manifest.digest });
    expect(await inspect(`oci:${directory}:b`)).toMatchObject({ architecture: 'riscv64' });
    const params = { message: expect.stringContaining('tags a, b') as string };
    expect(await inspect(`oci:${directory}`)).toMatchObject({ code: 'image-not-found', params });
    expect(await inspect(`oci:${directory}:c`)).toMatchObject({ code: 'image-not-found' });
  });

  test('an index leads to this architecture', async () => {
    const manifest = await image();
    const platform = { architecture: machineArchitecture(), os: 'linux' };
    const other = { ...(await image('riscv64')), platform: { architecture: 'riscv64', os: 'linux' } };
    const list = await blob(JSON.stringify({ manifests: [other, { ...manifest, platform }] }));
    const outer = await blob(JSON.stringify({ manifests: [{ ...list, platform }] }));
    await index(manifest);
    expect((await facts()).indexDigests).toBeUndefined();
    await index(list);
    expect(await facts()).toMatchObject({ digest: manifest.digest, indexDigests: [list.digest] });
    await index(outer);
    expect(await facts()).toMatchObject({
      digest: manifest.digest,
      indexDigests: [outer.digest, list.digest],
    });
    await writeFile(
      fileOf(list.digest),
      (await readFile(fileOf(list.digest), 'utf8')).replace('riscv', 'RISCV'),
    );
    expect(await inspect(`oci:${directory}`)).toMatchObject({ code: 'image-damaged' });
    await index(
      await blob(JSON.stringify({ manifests: [{ ...manifest, platform: { architecture: 'mips' } }] })),
    );
    expect(await inspect(`oci:${directory}`)).toMatchObject({
      code: 'image-wrong-arch',
      params: { found: 'mips' },
    });
  });

  test('damage is found cheaply', async () => {
    await index(await image());
    const { digest, layers } = await facts();
    const code = async (): Promise<unknown> =>
      'code' in (await inspect(`oci:${directory}`)) ? 'image-damaged' : 'good';
    await truncate(fileOf(layers[0]?.digest ?? ''), 10);
    expect(await code()).toBe('image-damaged');
    await rm(fileOf(layers[0]?.digest ?? ''));
    expect(await code()).toBe('image-damaged');
    await index(await image());
    expect(await code()).toBe('good');
    await writeFile(fileOf(digest), '{}');
    expect(await code()).toBe('image-damaged');
    await writeFile(join(directory, 'index.json'), '{"manifests": [{"digest": "sha256:../../etc"}]}');
    expect(await code()).toBe('image-damaged');
  });

  test('what is not there is not found', async () => {
    expect(await inspect('oci:/nowhere')).toMatchObject({ code: 'image-not-found' });
    expect(await inspect(`oci:${directory}`)).toMatchObject({ code: 'image-not-found' });
  });
});

describe('an OCI archive', () => {
  test('is read without unpacking, and verified; a compressed or cut one is damaged', async () => {
    await index(await image());
    const archive = join(directory, 'image.tar');
    const tar = (...argv: string[]): Promise<unknown> =>
      new RealRunner().run({ argv: ['tar', '-C', directory, ...argv], timeoutMs: 60_000 });
    await tar('-cf', archive, './index.json', './blobs');
    const found = await inspect(`oci-archive:${archive}`);
    expect(found).toMatchObject({ title: 'Corona', digest: (await facts()).digest });
    await verifyOciBlobs(archive, await facts());
    await tar('--format=pax', '-cf', archive, 'index.json', 'blobs');
    expect(await inspect(`oci-archive:${archive}`)).toMatchObject({ title: 'Corona' });
    await truncate(archive, 1_000_000);
    expect(await inspect(`oci-archive:${archive}`)).toMatchObject({ code: 'image-damaged' });
    await tar('-czf', archive, 'index.json', 'blobs');
    expect(await inspect(`oci-archive:${archive}`)).toMatchObject({ code: 'image-damaged' });
  });
});

describe('verifyOciBlobs', () => {
  test('counts every byte and ends at the total', async () => {
    await index(await image());
    const seen: [number, number][] = [];
    await verifyOciBlobs(directory, await facts(), { onBytes: (done, total) => seen.push([done, total]) });
    const last = seen.at(-1);
    expect(last?.[0]).toBe(last?.[1]);
    expect(last?.[0]).toBeGreaterThan(3_000_000);
  });

  test('one wrong byte is found, of the right size', async () => {
    await index(await image());
    const good = await facts();
    await writeFile(fileOf(good.layers[0]?.digest ?? ''), Buffer.alloc(3_000_000, 8));
    await expect(verifyOciBlobs(directory, good)).rejects.toThrow(IssueError);
    await expect(verifyOciBlobs(directory, good)).rejects.toMatchObject({ issue: { code: 'image-damaged' } });
  });

  test('stops when cancelled', async () => {
    await index(await image());
    const signal = AbortSignal.abort();
    await expect(verifyOciBlobs(directory, await facts(), { signal })).rejects.toThrow(/abort/i);
  });
});
