// SPDX-License-Identifier: Apache-2.0
import { access, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { contentOf } from '../../backend/probe/content/image-content.ts';
import { inspectContent } from '../../backend/probe/content/inspect-content.ts';
import { ociLayers } from '../../backend/probe/content/oci-layers.ts';
import { readLayers } from '../../backend/probe/content/read-layers.ts';
import { inspectOci } from '../../backend/probe/inspect-oci.ts';
import type { ImageFacts } from '../../core/facts/facts.ts';
import type { ImageContent, InstallConfig } from '../../core/facts/image-content.ts';
import { IssueError } from '../../core/issues/issue-error.ts';
import { madeOciLayout, madeTar, packings, type MadeEntry, type Packing } from './made-image.ts';
import { debianShape, fedoraShape } from './system-shapes.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'content-'));
});
afterEach(() => rm(directory, { recursive: true }));

async function imageOf(
  layers: readonly (readonly MadeEntry[])[],
  packing: Packing = 'gzip',
): Promise<ImageFacts> {
  await madeOciLayout(
    directory,
    layers.map((layer) => packings[packing](madeTar(layer))),
  );
  return inspectOci(`oci:${directory}`, directory, 'amd64');
}

async function contentFrom(...layers: readonly (readonly MadeEntry[])[]): Promise<ImageContent> {
  const image = await imageOf(layers);
  return contentOf((await readLayers(await ociLayers(directory, image.layers))).tree);
}

/** The code of the issue that reading this image ends with. */
async function issueOf(reading: Promise<unknown>): Promise<unknown> {
  const error: unknown = await reading.then(
    () => null,
    (reason: unknown) => reason,
  );
  return error instanceof IssueError ? error.issue : error;
}

const debian: ImageContent = {
  bootc: true,
  kernels: [{ version: '6.12.1', initramfs: true }],
  ukis: [],
  sysroot: true,
  boot: true,
  installConfig: {
    rootFileSystem: 'ext4',
    block: ['direct'],
    bootloader: 'systemd',
    kernelArguments: [],
    discoverablePartitions: false,
    rootMountSpec: null,
    stateroot: null,
    unknownKeys: [],
  },
  composefs: 'yes',
  systemdBoot: { plain: true, signed: true },
  shim: true,
  bootupd: false,
  bootupdComponents: [],
  bootupdShim: false,
  selinuxPolicy: false,
  selinuxConfig: false,
  unlock: null,
  zramGenerator: true,
  programs: [
    'blkid',
    'bootc',
    'bootctl',
    'findmnt',
    'fsfreeze',
    'fstrim',
    'lsblk',
    'mkfs.btrfs',
    'mkfs.ext4',
    'mkfs.fat',
    'mkfs.xfs',
    'ostree',
    'podman',
    'sfdisk',
    'skopeo',
    'wipefs',
  ],
  login: { managers: [], active: null, sessions: [], gdm: null, console: false },
};

describe('what is found in an image', () => {
  test.each(['gzip', 'zstd', 'none'] as const)("of Debian's kind, %s", async (packing) => {
    const image = await imageOf([debianShape], packing);
    const { tree, unpackedBytes } = await readLayers(await ociLayers(directory, image.layers));
    expect(contentOf(tree)).toEqual(debian);
    expect(unpackedBytes).toBe(debianShape.reduce((sum, { data = '' }) => sum + data.length, 0));
  });

  test("of Fedora's kind, whose files are hard links to objects of ostree", async () => {
    expect(await contentFrom(...fedoraShape)).toEqual({
      ...debian,
      zramGenerator: false,
      kernels: [{ version: '6.17.4-200.fc43.x86_64', initramfs: true }],
      installConfig: {
        ...debian.installConfig,
        rootFileSystem: 'xfs',
        bootloader: null,
        kernelArguments: ['rw'],
        discoverablePartitions: null,
      },
      systemdBoot: { plain: false, signed: false },
      shim: false,
      bootupd: true,
      bootupdComponents: ['BIOS', 'EFI'],
      bootupdShim: true,
      selinuxPolicy: true,
      selinuxConfig: true,
      programs: [...debian.programs, 'bootupctl'].toSorted(),
    });
  });

  test('nothing in an empty one', async () => {
    expect(await contentFrom([{ name: 'etc/' }])).toMatchObject({
      bootc: false,
      kernels: [],
      sysroot: false,
      installConfig: null,
      composefs: null,
      programs: [],
    });
  });
});

describe('layers', () => {
  const modules = 'usr/lib/modules';
  test.each<readonly [string, readonly MadeEntry[], Partial<ImageContent>]>([
    ['a whiteout takes a file', [{ name: `${modules}/6.12.1/.wh.vmlinuz` }], { kernels: [] }],
    ['a whiteout takes a directory', [{ name: 'usr/lib/.wh.modules' }], { kernels: [] }],
    ['a whiteout by the link /lib', [{ name: 'lib/.wh.modules' }], { kernels: [] }],
    [
      'an opaque directory',
      [{ name: 'usr/lib/systemd/boot/efi/.wh..wh..opq' }],
      { systemdBoot: { plain: false, signed: false } },
    ],
    [
      'an opaque root',
      [{ name: '.wh..wh..opq' }],
      { bootc: false, sysroot: false, kernels: [], programs: [] },
    ],
    [
      'a whiteout spares what its own layer has, wherever it stands',
      [
        { name: `${modules}/7.0/vmlinuz`, data: 'k' },
        { name: `${modules}/7.0/initramfs.img`, data: 'i' },
        { name: 'usr/lib/.wh.modules' },
      ],
      { kernels: [{ version: '7.0', initramfs: true }] },
    ],
    ['a file in place of a directory', [{ name: 'usr/lib/modules', data: '' }], { kernels: [] }],
    [
      'a link in place of a file',
      [{ name: `${modules}/6.12.1/vmlinuz`, link: '/boot/vmlinuz' }],
      { kernels: [] },
    ],
    ['a link in place of /sysroot', [{ name: 'sysroot', link: 'var/sysroot' }], { sysroot: false }],
    [
      'a directory over a directory is merged',
      [{ name: 'usr/lib/modules/6.12.1/' }],
      { kernels: debian.kernels },
    ],
    [
      '/boot emptied leaves a kernel with another name',
      [{ name: 'boot/.wh..wh..opq' }],
      { kernels: debian.kernels, boot: true },
    ],
    ['/boot removed', [{ name: '.wh.boot' }], { boot: false }],
    ['a UKI', [{ name: 'boot/EFI/Linux/corona.efi', data: 'MZ' }], { ukis: ['boot/EFI/Linux/corona.efi'] }],
    [
      'a UKI beside its modules, and no link to one',
      [
        { name: `${modules}/6.12.1/corona.efi`, data: 'MZ' },
        { name: 'boot/EFI/Linux/other.efi', link: '../../../usr/other.efi' },
      ],
      { ukis: [`${modules}/6.12.1/corona.efi`] },
    ],
    ['files without their directory', [{ name: 'sysroot/ostree/x', data: 'x' }], { sysroot: true }],
    [
      'a later prepare-root.conf',
      [{ name: 'etc/ostree/prepare-root.conf', data: '[composefs]\nenabled=signed\n' }],
      { composefs: 'signed' },
    ],
    [
      'a prepare-root.conf that says nothing',
      [{ name: 'etc/ostree/prepare-root.conf', data: '[root]\nenabled=no\n' }],
      { composefs: 'maybe' },
    ],
    [
      'a prepare-root.conf by a symbolic link',
      [
        { name: 'usr/share/conf', data: '[composefs]\nenabled=verity\n' },
        { name: 'etc/ostree/prepare-root.conf', link: '../../usr/share/conf' },
      ],
      { composefs: 'verity' },
    ],
    [
      'links in a circle',
      [{ name: 'etc/ostree/prepare-root.conf', link: 'prepare-root.conf' }],
      { composefs: 'yes' },
    ],
    [
      'SELinux switched off',
      [{ name: 'etc/selinux/config', data: 'SELINUX=disabled\n' }],
      { selinuxPolicy: false, selinuxConfig: true },
    ],
  ])('%s', async (_name, layer, expected) => {
    expect(await contentFrom(debianShape, layer)).toMatchObject(expected);
  });

  test('a file that a hard link of a later layer names is read once more', async () => {
    const toml = '[install]\nstateroot = "linked"\n';
    const found = await contentFrom(
      [...debianShape, { name: 'usr/share/install.toml', data: toml }, { name: 'usr/share/z', data: 'z' }],
      [{ name: 'etc/bootc/install/90-linked.toml', hardLink: './usr/share/install.toml' }],
    );
    expect(found.installConfig).toMatchObject({ stateroot: 'linked', rootFileSystem: 'ext4' });
  });

  test.each(['pax', 'gnu'] as const)('a %s long name', async (longName) => {
    const version = `6.12.1-${'very-'.repeat(20)}long`;
    const files = ['vmlinuz', 'initramfs.img'].map((file) => ({
      name: `${modules}/${version}/${file}`,
      data: 'x',
      longName,
    }));
    expect((await contentFrom(files)).kernels).toEqual([{ version, initramfs: true }]);
  });

  test('names that lead out of the image are nobody, and nothing is written anywhere', async () => {
    const hostile: MadeEntry[] = [
      { name: '../../x/usr/bin/podman', data: 'x' },
      { name: '../usr/lib/modules/9/vmlinuz', data: 'x' },
      { name: 'usr/bin/../lib/modules/9/vmlinuz', data: 'x' },
      { name: '/sysroot/', data: '' },
      { name: '//usr//bin/./bootctl', data: 'x' },
      { name: 'usr/bin/__proto__', data: 'x' },
      { name: 'constructor/.wh.prototype', data: '' },
      { name: 'usr/lib/bootc/install/x.toml', hardLink: '../../../../etc/hostname' },
      { name: 'etc/ostree/prepare-root.conf', link: '../../../../../../etc/os-release' },
      { name: 'usr/lib/modules/8/vmlinuz', type: '3' },
    ];
    const found = await contentFrom(hostile.filter(({ name }) => !name.endsWith('.toml')));
    expect(found).toMatchObject({ kernels: [], sysroot: true, programs: ['bootctl'], composefs: null });
    expect(await issueOf(contentFrom(hostile))).toMatchObject({ code: 'image-install-toml' });
    expect((await readdir(directory)).toSorted()).toEqual(['blobs', 'index.json', 'oci-layout']);
  });
});

/** Text of files in /usr/lib and in /etc, and what `bootc install print-configuration` of bootc 1.16.9 made of them. */
describe('install configuration', () => {
  type Files = Readonly<Record<string, string>>;
  const usr = 'usr/lib/bootc/install';
  const local = 'usr/local/lib/bootc/install';
  const etc = 'etc/bootc/install';
  const configFrom = async (files: Files): Promise<InstallConfig | null> => {
    const entries = Object.entries(files).map(([name, data]) =>
      data.startsWith('-> ') ? { name, link: data.slice(3) } : { name, data },
    );
    return (await contentFrom(entries)).installConfig;
  };

  const nothingSaid: InstallConfig = {
    rootFileSystem: null,
    block: ['direct'],
    bootloader: null,
    kernelArguments: [],
    discoverablePartitions: null,
    rootMountSpec: null,
    stateroot: null,
    unknownKeys: [],
  };

  test.each<readonly [string, Files, Partial<InstallConfig> | null]>([
    ['none', {}, null],
    ['an empty file', { [`${usr}/a.toml`]: '' }, null],
    ['an empty table', { [`${usr}/a.toml`]: '[install]\n' }, {}],
    ['an empty list of block setups', { [`${usr}/a.toml`]: '[install]\nblock = []\n' }, { block: [] }],
    [
      'the newer key wins over the older one, whichever comes last',
      {
        [`${usr}/10.toml`]: '[install]\nkargs = ["a"]\n[install.filesystem.root]\ntype = "xfs"\n',
        [`${etc}/20.toml`]: '[install]\nroot-fs-type = "ext4"\nkargs = ["b"]\n',
      },
      { rootFileSystem: 'xfs', kernelArguments: ['a', 'b'] },
    ],
    [
      'names count, not directories',
      {
        [`${etc}/10.toml`]: '[install]\nroot-fs-type = "ext4"\nkargs = ["etc"]\n',
        [`${usr}/20.toml`]: '[install]\nroot-fs-type = "btrfs"\nkargs = ["usr"]\n',
      },
      { rootFileSystem: 'btrfs', kernelArguments: ['etc', 'usr'] },
    ],
    [
      'a file in /etc takes the place of one of the same name',
      {
        [`${usr}/10.toml`]: '[install]\nroot-fs-type = "ext4"\n',
        [`${local}/10.toml`]: '[install]\nroot-fs-type = "btrfs"\n',
        [`${etc}/10.toml`]: '[install]\nbootloader = "systemd"\n',
      },
      { bootloader: 'systemd' },
    ],
    [
      'a link to /dev/null masks one',
      { [`${usr}/10.toml`]: '[install]\nroot-fs-type = "ext4"\n', [`${etc}/10.toml`]: '-> /dev/null' },
      null,
    ],
    [
      'other links are passed over',
      { 'usr/x.toml': '[install]\nroot-fs-type = "ext4"\n', [`${etc}/10.toml`]: '-> /usr/x.toml' },
      null,
    ],
    ['a hidden file', { [`${usr}/.10.toml`]: '[install]\nroot-fs-type = "ext4"\n' }, null],
    ['another suffix', { [`${usr}/10.conf`]: '[install]\nroot-fs-type = "ext4"\n' }, null],
    [
      'another architecture',
      { [`${usr}/10.toml`]: '[install]\nroot-fs-type = "ext4"\nmatch-architectures = ["aarch64"]\n' },
      null,
    ],
    [
      'unknown keys are told',
      { [`${usr}/10.toml`]: 'x = 1\n[install]\nroot-fs-typo = "ext4"\n[install.bootupd]\nskip = true\n' },
      { unknownKeys: ['x', 'install.root-fs-typo', 'install.bootupd.skip'] },
    ],
  ])('%s', async (_name, files, expected) => {
    const found = await configFrom(files);
    expect(found).toEqual(expected === null ? null : { ...nothingSaid, ...expected });
  });

  test.each([
    ['an unknown loader', '[install]\nbootloader = "lilo"\n'],
    ['an unknown file system', '[install.filesystem.root]\ntype = "zfs"\n'],
    ['an unknown block setup', '[install]\nblock = ["lvm"]\n'],
    ['a wrong type', 'install = 3\n'],
    ['no TOML', '[install\n'],
    ['a key twice', '[install]\nblock = []\nblock = []\n'],
    ['more than anybody writes', `# ${'x'.repeat(300_000)}\n`],
  ])('%s is refused', async (_name, text) => {
    const file = `${usr}/10.toml`;
    expect(await issueOf(configFrom({ [file]: text }))).toMatchObject({
      code: 'image-install-toml',
      params: { file },
    });
  });
});

describe('damage', () => {
  const layer = packings.gzip(madeTar(debianShape));
  test.each<readonly [string, Buffer]>([
    ['cut in the middle', layer.subarray(0, layer.length / 2)],
    ['cut at its end', layer.subarray(0, -10)],
    ['empty', Buffer.alloc(0)],
    ['no tar', packings.gzip(Buffer.alloc(5000, 7))],
    ['a tar without its end', packings.gzip(madeTar(debianShape).subarray(0, -1024))],
    [
      'one wrong byte',
      Buffer.concat([layer.subarray(0, 400), Buffer.from([layer.readUInt8(400) ^ 1]), layer.subarray(401)]),
    ],
  ])('%s', async (_name, bytes) => {
    await madeOciLayout(directory, [bytes]);
    const image = await inspectOci(`oci:${directory}`, directory, 'amd64');
    expect(await issueOf(readLayers(await ociLayers(directory, image.layers)))).toMatchObject({
      code: 'image-damaged',
    });
  });

  test('a cancel is no damage', async () => {
    const image = await imageOf([debianShape]);
    const reading = readLayers(
      await ociLayers(directory, image.layers),
      AbortSignal.abort(new Error('stop')),
    );
    await expect(reading).rejects.toThrow('stop');
  });
});

describe('what was found once', () => {
  test('is kept by digest, for root only, and a broken record is found anew', async () => {
    const cache = join(directory, 'cache');
    const image = await imageOf([debianShape]);
    const first = await inspectContent(image.digest, () => ociLayers(directory, image.layers), undefined, {
      cacheDirectory: cache,
    });
    expect(first?.content).toEqual(debian);
    const [file = ''] = await readdir(cache);
    expect(file).toMatch(/^[0-9a-f]{64}\.v\d+\.json$/);
    await rm(join(directory, 'blobs'), { recursive: true });
    expect(
      await inspectContent(image.digest, () => ociLayers(directory, image.layers), undefined, {
        cacheDirectory: cache,
      }),
    ).toEqual(first);
    await imageOf([debianShape]);
    await writeFile(join(cache, file), '{"content": 3}');
    expect(
      await inspectContent(image.digest, () => ociLayers(directory, image.layers), undefined, {
        cacheDirectory: cache,
      }),
    ).toEqual(first);
  });

  test('where nothing can be kept, it is found all the same', async () => {
    const image = await imageOf([debianShape]);
    const found = await inspectContent(image.digest, () => ociLayers(directory, image.layers), undefined, {
      cacheDirectory: join(directory, 'index.json/cache'),
    });
    expect(found?.content).toEqual(debian);
    await expect(access(join(directory, 'index.json/cache'))).rejects.toThrow('ENOTDIR');
  });
});
