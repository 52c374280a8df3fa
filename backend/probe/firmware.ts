// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Facts } from '../../core/facts/facts.ts';
import { errnoOf, listIfThere } from './read-if-there.ts';

/** EFI_GLOBAL_VARIABLE, UEFI specification 3.3 "Globally Defined Variables". */
const SECURE_BOOT = 'SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c';

/**
 * UEFI or BIOS, and whether Secure Boot is enforced (null: not known). Throws with the reason when the
 * kernel does not tell; `architecture` is the OCI word, because only amd64 has a BIOS.
 */
export async function readFirmware(root: string, architecture: string): Promise<Facts['firmware']> {
  const firmware = await listIfThere(join(root, 'sys/firmware'));
  if (firmware === null) throw new Error('/sys/firmware does not exist');
  if (firmware.includes('efi')) return { kind: 'uefi', secureBoot: await readSecureBoot(root) };
  if (architecture === 'amd64' || architecture === '386') return { kind: 'bios', secureBoot: false };
  throw new Error('started without UEFI');
}

async function readSecureBoot(root: string): Promise<boolean | null> {
  const efivars = join(root, 'sys/firmware/efi/efivars');
  try {
    // efivarfs puts four bytes of attributes before the value, one byte here (Documentation/filesystems/efivarfs.rst).
    const bytes = await readFile(join(efivars, SECURE_BOOT));
    return bytes.length === 5 ? bytes[4] === 1 : null;
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') return null;
    // Firmware without Secure Boot has variables, but not this one. No variables at all: efivarfs is not mounted.
    const variables = await listIfThere(efivars).catch(() => null);
    return variables !== null && variables.length > 0 ? false : null;
  }
}
