// SPDX-License-Identifier: Apache-2.0
import { open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errorIssue } from '../../core/issues/issue.ts';
import { IssueError } from '../../core/issues/issue-error.ts';
import { olderComponent } from './sbat.ts';

const SHIM = 'usr/lib/shim/shimx64.efi.signed';
const MOK = 'usr/lib/shim/mmx64.efi.signed';
const GRUB = 'usr/lib/grub/x86_64-efi-signed/grubx64.efi.signed';

/**
 * What the install put on the ESP (core/plan, boot steps), in the order in which it is renewed: first the fallback path
 * from its end to its start, then the vendor path, so that one of the two is whole at any moment.
 */
export const loaderFiles: readonly (readonly [onEsp: string, inImage: string])[] = [
  ['EFI/BOOT/grubx64.efi', GRUB],
  ['EFI/BOOT/mmx64.efi', MOK],
  ['EFI/BOOT/BOOTX64.EFI', SHIM],
  ['EFI/debian/grubx64.efi', GRUB],
  ['EFI/debian/mmx64.efi', MOK],
  ['EFI/debian/shimx64.efi', SHIM],
];
/** Our stub: where it is, the loader beside it is ours. */
const STUB = 'EFI/debian/grub.cfg';

/** Where the running system and its ESP are. */
export interface LoaderPlaces {
  readonly root: string;
  readonly esp: string;
}
export const runningSystem: LoaderPlaces = { root: '/', esp: '/boot/efi' };

async function contentOf(path: string): Promise<Buffer | null> {
  return readFile(path).catch(() => null);
}

/**
 * Files on the ESP that are not those of the running system. Null when that cannot be said: no ESP of ours, no loader in
 * the image, or not root, who alone may read the ESP.
 */
export async function outdatedLoader({ root, esp }: LoaderPlaces): Promise<string[] | null> {
  if ((await contentOf(join(esp, STUB))) === null) return null;
  const outdated: string[] = [];
  for (const [onEsp, inImage] of loaderFiles) {
    const wanted = await contentOf(join(root, inImage));
    if (wanted === null) return null;
    if ((await contentOf(join(esp, onEsp)))?.equals(wanted) !== true) outdated.push(onEsp);
  }
  return outdated;
}

/**
 * Copies the loader of the running system, which has just shown that it starts, to the ESP. Returns what it renewed.
 * Throws IssueError loader-older before any change when that would bring back what shim may have revoked since.
 */
export async function renewLoader(places: LoaderPlaces): Promise<string[] | null> {
  const outdated = await outdatedLoader(places);
  if (outdated === null) return null;
  const renewals: { path: string; content: Buffer }[] = [];
  for (const [onEsp, inImage] of loaderFiles) {
    if (!outdated.includes(onEsp)) continue;
    const path = join(places.esp, onEsp);
    const content = await readFile(join(places.root, inImage));
    const older = olderComponent(content, (await contentOf(path)) ?? Buffer.alloc(0));
    if (older !== null) throw new IssueError(errorIssue('loader-older', [], { file: onEsp, what: older }));
    renewals.push({ path, content });
  }
  for (const { path, content } of renewals) await replaceFile(path, content);
  return outdated;
}

/** A new file beside it, synced, then renamed over; FAT knows no modes, so none is set. */
async function replaceFile(path: string, content: Buffer): Promise<void> {
  const temporary = `${path}.new`;
  await rm(temporary, { force: true }); // of a copy that was cut off
  const file = await open(temporary, 'wx');
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
  const directory = await open(dirname(path));
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
