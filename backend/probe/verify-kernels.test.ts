// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { kernelProblem } from '../../core/facts/kernel-problem.ts';
import type { ImageFacts } from '../../core/facts/facts.ts';
import { actions } from '../engines/actions.ts';
import { RealRunner } from '../runner/real-runner.ts';
import { verifyOciBlobs } from './verify-oci.ts';
import { givenContext } from '../execute/given-context.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'kernels-'));
  await mkdir(join(directory, 'blobs/sha256'), { recursive: true });
});
afterEach(() => rm(directory, { recursive: true }));

const modules = 'usr/lib/modules';
const whole = [`${modules}/6.1/vmlinuz`, `${modules}/6.1/initramfs.img`];
type Pack = (tar: Buffer) => Buffer;

async function blob(bytes: Buffer): Promise<{ digest: string; sizeBytes: number; size: number }> {
  const hex = createHash('sha256').update(bytes).digest('hex');
  await writeFile(join(directory, 'blobs/sha256', hex), bytes);
  return { digest: `sha256:${hex}`, sizeBytes: bytes.length, size: bytes.length };
}

/** Writes a tar by tar(1), of these names and nothing else. Names that end in "/" are directories, "a -> b" are links. */
async function layer(names: readonly string[], pack: Pack = gzipSync, format = 'gnu'): Promise<Buffer> {
  const root = join(directory, 'root');
  await rm(root, { recursive: true, force: true });
  for (const name of names) {
    const [path = '', link] = name.split(' -> ');
    const file = join(root, path);
    await mkdir(name.endsWith('/') ? file : dirname(file), { recursive: true });
    if (link !== undefined) await symlink(link, file);
    else if (!name.endsWith('/')) await writeFile(file, name.repeat(100));
  }
  const tar = join(directory, 'layer.tar');
  const paths = names.map((name) => `./${name.split(' -> ')[0] ?? ''}`);
  const argv = [
    'tar',
    '--create',
    `--format=${format}`,
    `--file=${tar}`,
    `--directory=${root}`,
    '--no-recursion',
    ...paths,
  ] as const;
  await new RealRunner().run({ argv, timeoutMs: 60_000 });
  return pack(await readFile(tar));
}

/** What else facts of an image hold. */
const unsaid = {
  source: 'oci:/image',
  architecture: 'amd64',
  title: null,
  version: null,
  bootable: true,
  bootc: false,
  content: null,
  compressedBytes: 1,
  installedBytes: null,
  locales: null,
  keymaps: null,
  loaders: null,
};

type Image = Pick<ImageFacts, 'digest' | 'layers'>;

async function image(layers: readonly Buffer[]): Promise<Image> {
  const config = await blob(Buffer.from('{}'));
  const blobs = await Promise.all(layers.map(blob));
  const { digest } = await blob(Buffer.from(JSON.stringify({ config, layers: blobs })));
  return { digest, layers: blobs.map((entry) => ({ ...entry, mediaType: '' })) };
}

/** What is wrong with the kernels of an image of these layers; "unknown" when nobody can say. */
async function problem(...layers: readonly (readonly string[])[]): Promise<string | null> {
  const packed: Buffer[] = [];
  for (const names of layers) packed.push(await layer(names));
  return problemOf(await image(packed));
}

async function problemOf(what: Image): Promise<string | null> {
  const { kernels } = await verifyOciBlobs(directory, what, { wantKernels: true });
  return kernels === null ? 'unknown' : kernelProblem(kernels);
}

describe('kernels in layers', () => {
  test.each<readonly [string, string | null, readonly (readonly string[])[]]>([
    ['one with its initramfs', null, [['etc/passwd', ...whole]]],
    ['spread over layers', null, [[whole[0] ?? ''], ['etc/x'], [whole[1] ?? '']]],
    ['none', 'there is no kernel in /usr/lib/modules', [['etc/passwd', `${modules}/6.1/kernel/a.ko`]]],
    ['in /boot only', 'there is no kernel in /usr/lib/modules', [['boot/vmlinuz-6.1', 'boot/initramfs.img']]],
    ['without initramfs', 'kernel 6.1 has no initramfs.img', [[whole[0] ?? '']]],
    ['two', 'there are several kernels: 6.1, 6.2', [whole, [`${modules}/6.2/vmlinuz`]]],
    [
      'by the link /lib',
      null,
      [
        ['lib -> usr/lib', 'usr/lib/x'],
        ['lib/modules/6.1/vmlinuz', 'lib/modules/6.1/initramfs.img'],
      ],
    ],
    [
      'by a /lib that is a directory again',
      'there is no kernel in /usr/lib/modules',
      [['lib -> usr/lib'], ['lib/', 'lib/modules/6.1/vmlinuz']],
    ],
    ['in a /lib of its own', 'there is no kernel in /usr/lib/modules', [['lib/modules/6.1/vmlinuz']]],
  ])('%s', async (_name, wanted, layers) => {
    expect(await problem(...layers)).toBe(wanted);
  });

  test.each<readonly [string, string | null, readonly (readonly string[])[]]>([
    ['a file', 'kernel 6.1 has no initramfs.img', [whole, [`${modules}/6.1/.wh.initramfs.img`]]],
    ['the directory of a kernel', 'there is no kernel in /usr/lib/modules', [whole, [`${modules}/.wh.6.1`]]],
    ['a directory above', 'there is no kernel in /usr/lib/modules', [whole, ['usr/.wh.lib']]],
    [
      'all below, for another kernel',
      null,
      [[`${modules}/6.0/vmlinuz`], [`${modules}/.wh..wh..opq`, ...whole]],
    ],
    ['all there is', 'there is no kernel in /usr/lib/modules', [whole, ['.wh..wh..opq']]],
    ['nothing of its own layer', null, [[`${modules}/.wh.6.1`, ...whole]]],
    ['nothing of a layer above it', null, [whole, [`${modules}/.wh.6.1`], whole]],
    ['a name that only begins alike', null, [whole, [`${modules}/.wh.6`, 'usr/.wh.li']]],
    ['a file in place of the directory', 'there is no kernel in /usr/lib/modules', [whole, [modules]]],
    ['nothing, as a directory again', null, [whole, [`${modules}/6.1/`]]],
  ])('a whiteout hides %s', async (_name, wanted, layers) => {
    expect(await problem(...layers)).toBe(wanted);
  });

  test.each<readonly [string, Pack, string]>([
    ['plain', (tar) => tar, 'gnu'],
    [
      'gzip in two members',
      (tar) => Buffer.concat([gzipSync(tar.subarray(0, 700)), gzipSync(tar.subarray(700))]),
      'ustar',
    ],
    ['zstd', zstdCompressSync, 'pax'],
    ['gzip', gzipSync, 'pax'],
  ])('%s', async (_name, pack, format) => {
    const long = `usr/share/${'long/'.repeat(40)}name`;
    const first = await layer(
      [long, `${modules}/6.1/vmlinuz`, `${modules}/6.1/a -> ${'b'.repeat(60)}/c`],
      pack,
      format,
    );
    expect(await problemOf(await image([first, await layer([whole[1] ?? ''], pack, format)]))).toBeNull();
  });

  test('what cannot be read is unknown, and its bytes are verified all the same', async () => {
    const tar = await layer(whole, (bytes) => bytes);
    const frames = Buffer.concat([
      zstdCompressSync(tar.subarray(0, 1024)),
      zstdCompressSync(tar.subarray(1024)),
    ]);
    const odd = [frames, Buffer.from('no tar at all'), gzipSync(tar).subarray(0, -20), tar.subarray(0, 2048)];
    for (const bytes of odd) {
      const what = await image([await layer(whole), bytes]);
      expect(await problemOf(what)).toBe('unknown');
      await writeFile(
        join(directory, 'blobs', what.layers[1]?.digest.replace(':', '/') ?? ''),
        Buffer.alloc(bytes.length),
      );
      await expect(problemOf(what)).rejects.toMatchObject({ issue: { code: 'image-damaged' } });
    }
  });

  test("the plan's action refuses what cannot boot, unless the image names its kernel", async () => {
    const events: string[] = [];
    const context = givenContext({ log: ({ event }) => events.push(event) });
    const act = async (layers: readonly Buffer[], kernel: string | null): Promise<unknown> => {
      const facts = { ...(await image(layers)), ...unsaid, kernel };
      return actions['verify-image']?.({ path: directory, image: facts }, context);
    };
    const empty = await layer(['etc/passwd']);
    await expect(act([empty], null)).rejects.toMatchObject({
      issue: { code: 'image-not-bootable', params: { reason: 'there is no kernel in /usr/lib/modules' } },
    });
    expect(await act([empty, await layer(whole)], null)).toMatch(/^sha256:/);
    expect(await act([empty], '6.1')).toMatch(/^sha256:/);
    expect(events).toEqual([]);
    expect(await act([Buffer.from('no tar')], null)).toMatch(/^sha256:/);
    expect(events).toEqual(['kernel-unknown']);
  });

  test('nobody asks, nobody unpacks; a cancel ends it', async () => {
    const what = await image([await layer(['etc/passwd'])]);
    expect((await verifyOciBlobs(directory, what)).kernels).toBeNull();
    const signal = AbortSignal.abort();
    await expect(verifyOciBlobs(directory, what, { wantKernels: true, signal })).rejects.toThrow(/abort/i);
  });
});
