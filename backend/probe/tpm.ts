// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { listIfThere, readIfThere } from './read-if-there.ts';

/** Whether the kernel has a TPM 2.0 with its resource manager (sysfs, class tpm; tpmrm is for version 2 only). */
export async function readTpm2(root: string): Promise<boolean> {
  const names = (await listIfThere(join(root, 'sys/class/tpm'))) ?? [];
  const versions = await Promise.all(
    names.map((name) => readIfThere(join(root, 'sys/class/tpm', name, 'tpm_version_major'))),
  );
  return versions.some((version) => version?.trim() === '2');
}
