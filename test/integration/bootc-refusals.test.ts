// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { inspectImage } from '../../backend/probe/image.ts';
import { RecordingRunner } from '../../backend/runner/recording-runner.ts';
import { CONTENT_LABEL, contentLabel } from '../../core/facts/content-label.ts';
import { factsSchema, type Facts } from '../../core/facts/facts.ts';
import type { Issue } from '../../core/issues/issue.ts';
import { debian } from '../../core/plan/bootc/given-image.ts';
import { makePlan, type Planned } from '../../core/plan/make-plan.ts';
import { imageReference } from '../../core/request/image-reference.ts';
import type { Request } from '../../core/request/request.ts';
import { madeOciLayout, madeTar, packings, type MadeEntry } from './made-image.ts';
import { debianShape, fedoraShape } from './system-shapes.ts';

/** From the bytes of an image to what `check` says of it: what each part is needed for is found by leaving it out. */
let directory: string;
let machine: Facts;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'refusals-'));
  const file = new URL('../fixtures/plans/bootc-host-to-disk/facts.json', import.meta.url);
  machine = factsSchema.parse(JSON.parse(await readFile(file, 'utf8')));
});
afterEach(() => rm(directory, { recursive: true }));

interface Asked {
  readonly facts?: Partial<Facts>;
  readonly request?: Partial<Request>;
}

async function planned(
  layers: readonly (readonly MadeEntry[])[],
  { facts, request }: Asked,
): Promise<Planned> {
  await madeOciLayout(
    directory,
    layers.map((layer) => packings.gzip(madeTar(layer))),
  );
  const source = imageReference.parse(`oci:${directory}`);
  const inspected = await inspectImage(new RecordingRunner(), { source });
  if (!inspected.ok) return { plan: null, issues: [inspected.issue] };
  const all: Facts = {
    ...machine,
    tools: { ...machine.tools, podman: true },
    image: { ...inspected.image, locales: ['C.utf8'], keymaps: ['us'] },
    ...facts,
  };
  return makePlan(all, { version: 1, disk: { only: true }, ...request, image: { source } });
}

const errors = ({ issues }: Planned): string[] =>
  issues
    .filter(({ severity }) => severity === 'error')
    .map(({ code, params }: Issue) => [code, params['what'] ?? []].flat().join(' '));

const without = (...names: readonly string[]): readonly MadeEntry[] =>
  debianShape.filter(({ name }) => !names.some((part) => name.includes(part)));
const also = (...entries: readonly MadeEntry[]): (readonly MadeEntry[])[] => [debianShape, entries];
const uki: MadeEntry = { name: 'boot/EFI/Linux/corona.efi', data: 'MZ' };
const noSelinux = [{ name: 'etc/selinux/.wh.config' }];

describe('an image', () => {
  test.each<readonly [string, (readonly MadeEntry[])[], Asked, readonly string[]]>([
    ["of Debian's kind", [debianShape], {}, []],
    ["of Fedora's kind without its policy", [...fedoraShape, noSelinux], {}, []],
    ["of Fedora's kind", [...fedoraShape], {}, ['image-selinux']],
    ['without a kernel', [without('vmlinuz')], {}, ['image-lacks a kernel in /usr/lib/modules']],
    [
      'without an initramfs',
      [without('initramfs')],
      {},
      ['image-lacks /usr/lib/modules/6.12.1/initramfs.img'],
    ],
    [
      'with two kernels',
      also({ name: 'usr/lib/modules/7/vmlinuz', data: 'k' }),
      {},
      ['image-several-kernels'],
    ],
    ['without /sysroot', [without('./sysroot/')], {}, ['image-lacks the directory /sysroot']],
    ['without /boot', [without('./boot')], {}, ['image-lacks the directory /boot']],
    [
      'without prepare-root.conf',
      [without('prepare-root')],
      {},
      ['image-lacks ostree/prepare-root.conf in /usr/lib or /etc'],
    ],
    [
      'without an install TOML',
      [without('.toml')],
      {},
      ['image-lacks an install configuration (/usr/lib/bootc/install/*.toml)'],
    ],
    ['without one, and ext4 asked for', [without('.toml')], { request: { rootFileSystem: 'ext4' } }, []],
    ['with a broken TOML', also({ name: 'etc/bootc/install/z.toml', data: '[' }), {}, ['image-install-toml']],
    ['without systemd-boot', [without('systemd-boot')], {}, ['image-lacks systemd-boot']],
    ['without bootctl', [without('bootctl')], {}, ['image-lacks bootctl']],
    ['without skopeo', [without('skopeo')], {}, ['image-lacks skopeo']],
    ['with a UKI', also(uki), {}, []],
    ['with a UKI, on xfs', also(uki), { request: { rootFileSystem: 'xfs' } }, ['file-system-verity']],
    [
      'with a UKI and an argument',
      also(uki),
      { request: { kernelArguments: ['quiet'] } },
      ['uki-kernel-arguments'],
    ],
    [
      'on BIOS',
      [debianShape],
      { facts: { firmware: { kind: 'bios', secureBoot: false } } },
      ['image-no-loader'],
    ],
    [
      'without shim, under Secure Boot',
      [without('shim')],
      { facts: { firmware: { kind: 'uefi', secureBoot: true } } },
      ['secure-boot-unsigned'],
    ],
    [
      'whose later layer takes the kernel away',
      also({ name: 'usr/lib/.wh.modules' }),
      {},
      ['image-lacks a kernel in /usr/lib/modules'],
    ],
  ])('%s', async (_name, layers, asked, expected) => {
    const found = await planned(layers, asked);
    expect(errors(found)).toEqual(expected);
    expect(found.plan === null).toBe(expected.length > 0);
  });

  test('on a disk of 4 GiB', async () => {
    const disks = machine.disks.map((disk) => ({ ...disk, sizeBytes: 4 * 1024 ** 3 }));
    expect(errors(await planned([debianShape], { facts: { disks } }))).toEqual(['disk-too-small']);
  });

  test('for another machine', async () => {
    const found = await planned([debianShape], { facts: { architecture: 'arm64' } });
    expect(errors(found)).toEqual(['image-wrong-arch', 'image-no-loader']);
  });

  test('cut short', async () => {
    await madeOciLayout(directory, [packings.gzip(madeTar(debianShape)).subarray(0, 700)]);
    const source = imageReference.parse(`oci:${directory}`);
    expect(await inspectImage(new RecordingRunner(), { source })).toMatchObject({
      ok: false,
      issue: { code: 'image-damaged' },
    });
  });

  test('made from a labelled one is read itself', async () => {
    const pack = (layers: readonly (readonly MadeEntry[])[]): Buffer[] =>
      layers.map((layer) => packings.gzip(madeTar(layer)));
    const kernelsWith = async (layers: readonly Buffer[], label: string): Promise<unknown> => {
      await madeOciLayout(directory, layers, { 'containers.bootc': '1', [CONTENT_LABEL]: label });
      const inspected = await inspectImage(new RecordingRunner(), {
        source: imageReference.parse(`oci:${directory}`),
      });
      return inspected.ok ? inspected.image.content?.kernels : inspected.issue;
    };
    const diffId = `sha256:${createHash('sha256').update(madeTar(debianShape)).digest('hex')}`;
    const label = contentLabel({ ...debian, kernels: [{ version: 'as-labelled', initramfs: true }] }, [
      diffId,
    ]);
    expect(await kernelsWith(pack([debianShape]), label)).toEqual([
      { version: 'as-labelled', initramfs: true },
    ]);
    expect(await kernelsWith(pack(also({ name: 'usr/lib/.wh.modules' })), label)).toEqual([]);
  });

  test('without the label of bootc is looked into when the request names that engine', async () => {
    await madeOciLayout(directory, [packings.gzip(madeTar(debianShape))], { 'ostree.bootable': '1' });
    const source = imageReference.parse(`oci:${directory}`);
    const contentWith = async (options: { wantContent?: boolean }): Promise<unknown> => {
      const inspected = await inspectImage(new RecordingRunner(), { source, ...options });
      return inspected.ok ? (inspected.image.content?.bootc ?? null) : inspected.issue;
    };
    expect(await contentWith({})).toBeNull();
    expect(await contentWith({ wantContent: true })).toBe(true);
  });
});
