// SPDX-License-Identifier: Apache-2.0
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProofParams } from '../../../core/plan/ostree/proof-step.ts';
import { bootDisk, findPartition } from '../../../core/plan/storage/layout.ts';
import { sizeOf, textOf, type Proof } from './finding.ts';

const SHIM = 'usr/lib/shim/shimx64.efi.signed';
const GRUB = 'usr/lib/grub/x86_64-efi-signed/grubx64.efi.signed';

/** Every file the firmware may start, byte for byte what the image brought. */
const uefiFiles: readonly (readonly [onEsp: string, inImage: string])[] = [
  ['EFI/BOOT/BOOTX64.EFI', SHIM],
  ['EFI/BOOT/grubx64.efi', GRUB],
  ['EFI/debian/shimx64.efi', SHIM],
  ['EFI/debian/grubx64.efi', GRUB],
];

async function sameFile(a: string, b: string): Promise<boolean> {
  try {
    const [one, other] = await Promise.all([readFile(a), readFile(b)]);
    return one.equals(other);
  } catch {
    return false;
  }
}

/** UEFI, with and without Secure Boot, by the vendor path and the fallback path. */
export const proveUefi: Proof<ProofParams> = async ({ target, deployment, loaders, uuids, layout }) => {
  if (loaders !== null && !(loaders.includes('grub-uefi') && loaders.includes('shim'))) return [];
  const esp = join(target, 'boot/efi');
  const findings: string[] = [];
  const ours = uefiFiles.filter(([onEsp]) => !layout.sharedEsp || !onEsp.startsWith('EFI/BOOT/'));
  for (const [onEsp, inImage] of ours) {
    if (!(await sameFile(join(esp, onEsp), join(deployment, inImage))))
      findings.push(`${onEsp} on the ESP is not the image's`);
  }
  const stub = await textOf(join(esp, 'EFI/debian/grub.cfg'));
  if (stub === null || !stub.includes(uuids.boot ?? uuids.root))
    findings.push('EFI/debian/grub.cfg does not lead to /boot');
  return findings;
};

/** BIOS: boot code in the first sector, and a core image in the BIOS boot partition. */
export const proveBios: Proof<ProofParams> = async ({ target, layout, loaders }) => {
  if (loaders !== null && !loaders.includes('grub-bios')) return [];
  const biosBoot = findPartition(layout, 'bios-boot');
  // Beside other systems the boot code is theirs.
  if (biosBoot === undefined && bootDisk(layout).table === 'kept') return [];
  const empty = async (offset: number, length: number): Promise<boolean> => {
    const bytes = Buffer.alloc(length);
    const disk = await open(bootDisk(layout).identity.path, 'r');
    try {
      await disk.read(bytes, 0, length, offset);
    } finally {
      await disk.close();
    }
    return bytes.every((byte) => byte === 0);
  };
  const findings: string[] = [];
  if (await empty(0, 440)) findings.push('the disk has no BIOS boot code');
  if (biosBoot === undefined || (await empty(biosBoot.startBytes, 512)))
    findings.push('the BIOS boot partition is empty');
  if ((await sizeOf(join(target, 'boot/grub/i386-pc/normal.mod'))) === null)
    findings.push("GRUB's BIOS modules are missing");
  return findings;
};
