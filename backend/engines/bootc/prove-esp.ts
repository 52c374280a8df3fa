// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BootcProofParams } from '../../../core/plan/bootc/bootc-proof-step.ts';
import { sizeOf, type Proof } from '../proof/finding.ts';

/** Every Windows or UEFI program begins with "MZ" (PE/COFF, the MS-DOS stub). */
async function isProgram(path: string): Promise<boolean> {
  const size = await sizeOf(path);
  if (size === null || size < 1024) return false;
  return (await readFile(path)).subarray(0, 2).toString('latin1') === 'MZ';
}

/**
 * What the firmware may start is there on every path: systemd-boot where bootctl puts it, and with Secure Boot shim
 * before it. bootctl of an image without systemd-boot ends well and leaves a disk that does not boot (bootc#2486).
 */
export const proveEsp: Proof<BootcProofParams> = async ({ esp, loader, secureBoot }) => {
  const files = [
    'EFI/BOOT/BOOTX64.EFI',
    ...(loader === 'systemd' ? ['EFI/systemd/systemd-bootx64.efi'] : []),
    ...(secureBoot ? ['EFI/BOOT/grubx64.efi', 'EFI/systemd/shimx64.efi', 'EFI/systemd/grubx64.efi'] : []),
  ];
  const there = await Promise.all(files.map((file) => isProgram(join(esp, file))));
  return files
    .filter((_, at) => there[at] !== true)
    .map((file) => `${file} on the ESP is missing or no program`);
};
