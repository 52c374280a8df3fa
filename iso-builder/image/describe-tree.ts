// SPDX-License-Identifier: Apache-2.0
import { access, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Runner } from '../../backend/runner/command.ts';
import type { Updater } from './packages.ts';

async function has(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}

/** Loaders by the files they are made of, in the words of core/facts (ImageFacts.loaders). */
async function loaders(root: string): Promise<string[]> {
  const files = {
    'grub-bios': 'usr/lib/grub/i386-pc/boot.img',
    'grub-uefi': 'usr/lib/grub/x86_64-efi-signed/grubx64.efi.signed',
    'systemd-boot': 'usr/lib/systemd/boot/efi/systemd-bootx64.efi',
    shim: 'usr/lib/shim/shimx64.efi.signed',
  };
  const found: string[] = [];
  for (const [name, file] of Object.entries(files)) if (await has(join(root, file))) found.push(name);
  return found;
}

/** Names of the console keymaps of a tree: the files that `loadkeys NAME` finds. */
async function keymaps(root: string): Promise<string[]> {
  const base = join(root, 'usr/share/keymaps/i386');
  if (!(await has(base))) return [];
  const files = await readdir(base, { recursive: true });
  const names = files.flatMap((file) => /([^/]+)\.kmap(\.gz)?$/.exec(file)?.[1] ?? []);
  return [...new Set(names)].toSorted();
}

/** The labels by which `check` knows an image without unpacking it. */
export async function treeLabels(
  runner: Runner,
  root: string,
  updater: Updater,
): Promise<Record<string, string>> {
  const [kernel] = await readdir(join(root, 'usr/lib/modules'));
  const size = await runner.run({ argv: ['du', '--summarize', '--bytes', root], timeoutMs: 600_000 });
  const locales = await runner.run({ argv: ['chroot', root, 'locale', '-a'], timeoutMs: 60_000 });
  return {
    'ostree.bootable': '1',
    ...(updater === 'bootc' ? { 'containers.bootc': '1' } : {}),
    'org.particleos.kernel': kernel ?? '',
    'org.particleos.installed-bytes': size.stdout.split('\t')[0] ?? '0',
    'org.particleos.locales': locales.stdout.trim().split('\n').join(','),
    'org.particleos.keymaps': (await keymaps(root)).join(','),
    'org.particleos.boot': (await loaders(root)).join(','),
  };
}
