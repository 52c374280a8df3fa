// SPDX-License-Identifier: Apache-2.0
import { chmod, cp, mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Runner } from '../../backend/runner/command.ts';
import { hasHostBootc, makeLiveRoot, type LiveRootOptions } from '../live/live-root.ts';
import type { Phases } from '../phases.ts';
import { bundlePrograms, repository } from '../program-files.ts';
import { isBootcImage } from './carried-image.ts';
import { carriedReference } from './carried-reference.ts';
import { makeEspImage } from './esp-image.ts';
import { makeImageStore } from './image-store.ts';
import { packSquashfs } from './pack-squashfs.ts';

export interface IsoOptions extends LiveRootOptions {
  /** OCI directory of the image to carry. */
  readonly image: string;
  readonly output: string;
  readonly volumeLabel: string;
  /** Carry the image once more as a store that podman runs it from; undefined: when it is an image for bootc. */
  readonly store: boolean | undefined;
  /** zstd level of the live root and the store, 1..22. */
  readonly compression: number;
  readonly work: string;
}

const HOUR_MS = 3_600_000;
const here = join(repository, 'iso-builder');
/** Where run-particleos-store.mount of the live root looks for it on the ISO. */
const STORE = 'particleos/store.squashfs';

/** Left out of the live root; with wildcards the directories stay: dracut looks for /proc and friends to know a usable root. */
const LEFT_OUT = [
  '-wildcards',
  '-e',
  'boot/*',
  'proc/*',
  'sys/*',
  'dev/*',
  'run/*',
  'tmp/*',
  'var/cache/apt/*',
  'var/lib/apt/lists/*',
];

/** The menu: the wizard first, where there is a face. */
async function bootMenu({ face, volumeLabel }: IsoOptions): Promise<string> {
  const parts = ['grub.cfg', face === 'none' ? 'menu-shell.cfg' : 'menu-wizard.cfg', 'menu-more.cfg'];
  const texts = await Promise.all(parts.map((part) => readFile(join(here, 'iso', part), 'utf8')));
  return texts.join('').replaceAll('@LABEL@', volumeLabel);
}

/** The tree of the ISO's file system. */
async function layOut(runner: Runner, root: string, tree: string, options: IsoOptions): Promise<void> {
  await mkdir(join(tree, 'live'), { recursive: true });
  await mkdir(join(tree, 'boot/grub'), { recursive: true });
  await rename(join(root, 'boot/vmlinuz-live'), join(tree, 'live/vmlinuz'));
  await rename(join(root, 'boot/initrd-live.img'), join(tree, 'live/initrd.img'));
  await rename(join(root, 'boot/eltorito.img'), join(tree, 'boot/grub/eltorito.img'));
  await cp(join(root, 'usr/lib/grub/i386-pc'), join(tree, 'boot/grub/i386-pc'), { recursive: true });
  await writeFile(join(tree, 'boot/grub/grub.cfg'), await bootMenu(options));
  await mkdir(join(tree, 'particleos'));
  const argv = [
    'cp',
    '--recursive',
    '--link',
    resolve(options.image),
    join(tree, 'particleos/image'),
  ] as const;
  await runner.run({ argv, timeoutMs: HOUR_MS });
}

/** A hybrid image: El Torito for BIOS and UEFI from a CD, MBR and GPT for a stick (GRUB manual, "Making a bootable CD"). */
async function writeIso(
  runner: Runner,
  root: string,
  scratch: string,
  tree: string,
  options: IsoOptions,
): Promise<number> {
  const output = resolve(options.output);
  await mkdir(dirname(output), { recursive: true });
  const argv = [
    'xorriso',
    '-as',
    'mkisofs',
    '-quiet',
    '-iso-level',
    '3',
    '-full-iso9660-filenames',
    '-rational-rock',
    '-volid',
    options.volumeLabel,
    '-partition_offset',
    '16',
    '-b',
    'boot/grub/eltorito.img',
    '-no-emul-boot',
    '-boot-load-size',
    '4',
    '-boot-info-table',
    '--grub2-boot-info',
    '--grub2-mbr',
    join(root, 'usr/lib/grub/i386-pc/boot_hybrid.img'),
    '-append_partition',
    '2',
    '0xef',
    join(scratch, 'esp.img'),
    '-appended_part_as_gpt',
    '-eltorito-alt-boot',
    '-e',
    '--interval:appended_partition_2:all::',
    '-no-emul-boot',
    '-o',
    `${output}.new`,
    tree,
  ] as const;
  await runner.run({ argv, timeoutMs: HOUR_MS });
  await rename(`${output}.new`, output);
  return (await stat(output)).size;
}

/** Builds the live ISO with the image aboard. */
export async function buildIso(runner: Runner, options: IsoOptions, phases: Phases): Promise<void> {
  await mkdir(options.work, { recursive: true });
  const scratch = await mkdtemp(join(options.work, 'iso-'));
  await chmod(scratch, 0o755);
  const root = join(scratch, 'live');
  const tree = join(scratch, 'tree');
  try {
    const image = await carriedReference(resolve(options.image));
    const imageBootc = await isBootcImage(runner, image);
    const store = options.store ?? imageBootc;
    await phases.run('ISO: live root from Debian packages', async (note) => {
      await bundlePrograms(runner);
      const engines = { imageBootc: store || imageBootc, hostBootc: await hasHostBootc(runner, options) };
      await makeLiveRoot(runner, root, options, engines, note);
      return null;
    });
    await layOut(runner, root, tree, options);
    await phases.run('ISO: compress the live root', () =>
      packSquashfs(runner, root, {
        file: join(tree, 'live/squashfs.img'),
        level: options.compression,
        more: LEFT_OUT,
      }),
    );
    if (store)
      await phases.run('ISO: image store', () =>
        makeImageStore(runner, image, scratch, join(tree, STORE), options.compression),
      );
    await phases.run('ISO: write', async () => {
      await makeEspImage(runner, root, join(scratch, 'esp.img'), options.volumeLabel);
      return writeIso(runner, root, scratch, tree, options);
    });
  } finally {
    await rm(`${resolve(options.output)}.new`, { force: true });
    await runner.run({
      argv: ['rm', '--recursive', '--force', '--one-file-system', scratch],
      timeoutMs: 600_000,
    });
  }
}
