// SPDX-License-Identifier: Apache-2.0
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test, type TestContext } from 'vitest';
import { contentOf } from '../../backend/probe/content/image-content.ts';
import { ociLayers } from '../../backend/probe/content/oci-layers.ts';
import { readLayers, type LayerSource } from '../../backend/probe/content/read-layers.ts';
import { storageRoots } from '../../backend/probe/content/storage-roots.ts';
import { storedLayers } from '../../backend/probe/content/stored-layers.ts';
import { inspectOci } from '../../backend/probe/inspect-oci.ts';
import { CommandError } from '../../backend/runner/command.ts';
import { RealRunner } from '../../backend/runner/real-runner.ts';
import { madeOciLayout, madeTar, packings, type MadeEntry } from './made-image.ts';
import { debianShape, fedoraShape } from './system-shapes.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'stored-'));
});
afterEach(() => rm(root, { recursive: true }));

const own = 'var/lib/containers/storage';

async function put(name: string, content: string | Buffer): Promise<void> {
  await mkdir(dirname(join(root, name)), { recursive: true });
  await writeFile(join(root, name), content);
}

describe('an image in containers-storage, put there by skopeo', () => {
  /** Writes the layers as an OCI layout and has skopeo copy that into a store; skips where that cannot be done. */
  async function store(
    context: TestContext,
    layers: readonly (readonly MadeEntry[])[],
    into: string,
  ): Promise<{ digest: string; oci: string }> {
    const oci = join(root, 'oci');
    await madeOciLayout(
      oci,
      layers.map((layer) => packings.gzip(madeTar(layer))),
    );
    const target = `containers-storage:[overlay@${join(root, into)}+${join(root, 'run')}]localhost/a:1`;
    const argv = [
      'unshare',
      '--mount',
      'skopeo',
      '--insecure-policy',
      'copy',
      '--quiet',
      `oci:${oci}`,
      target,
    ] as const;
    try {
      await new RealRunner().run({ argv, timeoutMs: 60_000 });
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      context.skip(`needs root, skopeo and an overlay file system: ${error.result.stderr.slice(0, 200)}`);
    }
    return { digest: (await inspectOci(`oci:${oci}`, oci, 'amd64')).digest, oci };
  }

  const later: readonly MadeEntry[] = [
    { name: 'usr/lib/systemd/boot/efi/' },
    { name: 'usr/lib/systemd/boot/efi/.wh..wh..opq' },
    { name: 'usr/bin/.wh.podman' },
    { name: 'etc/bootc/install/90-x.toml', data: '[install]\nstateroot = "x"\n' },
  ];

  test.for([
    ["Debian's kind", [debianShape, later]],
    ["Fedora's kind", fedoraShape],
  ] as const)('of %s is found to be what it is in an OCI layout', async ([, layers], context) => {
    const { digest, oci } = await store(context, layers, own);
    const stored = await readLayers((await storedLayers(digest, root)) ?? []);
    const { layers: blobs } = await inspectOci(`oci:${oci}`, oci, 'amd64');
    const read = await readLayers(await ociLayers(oci, blobs));
    expect(contentOf(stored.tree)).toEqual(contentOf(read.tree));
    expect(stored.unpackedBytes).toBe(read.unpackedBytes);
    expect(contentOf(stored.tree).installConfig).not.toBeNull();
  });

  test('is found in an additional store', async (context) => {
    await put(
      'etc/containers/storage.conf',
      '[storage.options]\nadditionalimagestores = ["/medium/store"]\n',
    );
    const { digest } = await store(context, [debianShape], 'medium/store');
    const stored = await readLayers((await storedLayers(digest, root)) ?? []);
    expect(contentOf(stored.tree)).toMatchObject({ bootc: true, sysroot: true });
    expect(await storedLayers(`sha256:${'0'.repeat(64)}`, root)).toBeNull();
  });
});

describe('a store that is not as it should be', () => {
  const digest = `sha256:${'d'.repeat(64)}`;
  const [a, b] = ['a'.repeat(64), 'b'.repeat(64)];
  const images = (layer: string): Promise<void> =>
    put(`${own}/overlay-images/images.json`, JSON.stringify([{ digest, layer, names: ['localhost/a:1'] }]));
  const layers = (...list: object[]): Promise<void> =>
    put(`${own}/overlay-layers/layers.json`, JSON.stringify(list));
  /** A tar-split file as storage writes it: the archive's own bytes, and where a file's bytes belong. */
  const tarSplit = (entries: readonly { name: string; data: string }[]): Promise<void> => {
    const lines = entries.flatMap(({ name, data }) => {
      const tar = madeTar([{ name, data }]);
      const [header, padding] = [tar.subarray(0, 512), tar.subarray(512 + data.length, -1024)];
      return [
        { type: 2, payload: header.toString('base64') },
        { type: 1, name_raw: Buffer.from(name).toString('base64'), size: data.length },
        { type: 2, payload: padding.toString('base64') },
      ];
    });
    const end = { type: 2, payload: Buffer.alloc(1024).toString('base64') };
    const text = [...lines, end].map((line) => JSON.stringify(line)).join('\n');
    return put(`${own}/overlay-layers/${a}.tar-split.gz`, gzipSync(text));
  };
  const found = async (): Promise<readonly LayerSource[]> => (await storedLayers(digest, root)) ?? [];

  const conf = 'usr/lib/ostree/prepare-root.conf';
  const text = '[composefs]\nenabled = verity\n';

  test('a whole one, made by hand', async () => {
    await images(a);
    await layers({ id: a });
    await tarSplit([
      { name: conf, data: text },
      { name: 'usr/bin/bootc', data: 'passed over' },
    ]);
    await put(`${own}/overlay/${a}/diff/${conf}`, text);
    const { tree, unpackedBytes } = await readLayers(await found());
    expect(contentOf(tree)).toMatchObject({ composefs: 'verity', programs: ['bootc'] });
    expect(unpackedBytes).toBe(text.length + 'passed over'.length);
  });

  test.each([
    ['another size', (): Promise<void> => put(`${own}/overlay/${a}/diff/${conf}`, 'short')],
    ['nothing', (): Promise<void> => put(`${own}/overlay/${a}/diff/other`, '')],
  ])('a file with %s is damage', async (_name, write) => {
    await images(a);
    await layers({ id: a });
    await tarSplit([{ name: conf, data: text }]);
    await write();
    await expect(readLayers(await found())).rejects.toMatchObject({ issue: { code: 'image-damaged' } });
  });

  test('a link out of the layer is not followed', async () => {
    await images(a);
    await layers({ id: a });
    await put('secret/prepare-root.conf', text);
    await mkdir(join(root, own, 'overlay', a, 'diff/usr/lib'), { recursive: true });
    await symlink(join(root, 'secret'), join(root, own, 'overlay', a, 'diff/usr/lib/ostree'));
    await tarSplit([{ name: conf, data: text }]);
    await expect(readLayers(await found())).rejects.toMatchObject({ issue: { code: 'image-damaged' } });
  });

  test.each<readonly [string, () => Promise<void>]>([
    ['no image of that digest', () => Promise.resolve()],
    ['no such layer', () => images(a)],
    [
      'a layer without its headers',
      async () => {
        await images(a);
        await layers({ id: a });
      },
    ],
    [
      'layers in a circle',
      async () => {
        await images(a);
        await layers({ id: a, parent: b }, { id: b, parent: a });
      },
    ],
    ['a layer that is no id', () => images('../../../etc')],
    ['no JSON', () => put(`${own}/overlay-images/images.json`, '{')],
    ['no TOML', () => put('etc/containers/storage.conf', '[storage')],
  ])('%s: nothing is known of the image', async (_name, write) => {
    await write();
    expect(await storedLayers(digest, root)).toBeNull();
  });
});

test.each([
  ['', ['var/lib/containers/storage']],
  ['[storage]\ndriver = "overlay"\ngraphroot = "/srv/store"\n', ['srv/store']],
  ['[storage.options]\nadditionalimagestores = ["/run/particleos/store"]\n', [own, 'run/particleos/store']],
])('stores of %j', async (text, expected) => {
  await put('usr/share/containers/storage.conf', text);
  expect(await storageRoots(root)).toEqual(expected.map((path) => join(root, path)));
});
