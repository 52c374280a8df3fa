// SPDX-License-Identifier: Apache-2.0
import { access, copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Firmware } from './machine-options.ts';

/** Where Debian's ovmf package puts its builds. */
const OVMF = '/usr/share/OVMF';

interface Build {
  readonly code: string;
  readonly variables: string;
}

/** The build without "secboot" needs no SMM, which costs time under TCG. */
const builds: Readonly<Record<Exclude<Firmware, 'bios'>, Build>> = {
  uefi: { code: 'OVMF_CODE_4M.fd', variables: 'OVMF_VARS_4M.fd' },
  secureboot: { code: 'OVMF_CODE_4M.secboot.fd', variables: 'OVMF_VARS_4M.ms.fd' },
};

/** QEMU arguments for the machine type and its firmware; variables is null for BIOS. */
export function firmwareArguments(firmware: Firmware, variables: string | null): string[] {
  if (firmware === 'bios' || variables === null) return ['-machine', 'q35'];
  const secure = firmware === 'secureboot';
  return [
    '-machine',
    secure ? 'q35,smm=on' : 'q35,smm=off',
    // Only code in SMM may write the variables, else the guest could enrol its own keys.
    ...(secure ? ['-global', 'driver=cfi.pflash01,property=secure,value=on'] : []),
    '-drive',
    `if=pflash,unit=0,format=raw,readonly=on,file=${join(OVMF, builds[firmware].code)}`,
    '-drive',
    `if=pflash,unit=1,format=raw,file=${variables}`,
  ];
}

/**
 * The variables file for one run, null for BIOS. A copy per machine: entries of another disk or a dbx update of
 * another test must not decide what is booted here. With keep, that file is used and lives on.
 */
export async function prepareVariables(
  firmware: Firmware,
  directory: string,
  keep: string | undefined,
): Promise<string | null> {
  if (firmware === 'bios') return null;
  const path = keep ?? join(directory, 'variables.fd');
  if (keep !== undefined && (await isThere(keep))) return path;
  await copyFile(join(OVMF, builds[firmware].variables), path);
  return path;
}

async function isThere(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}
