// SPDX-License-Identifier: Apache-2.0
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** QEMU keeps fw_cfg names in 56 bytes with the final NUL (FW_CFG_MAX_FILE_PATH). */
const MAX_FW_CFG_NAME_CHARS = 55;
const FW_CFG_PREFIX = 'opt/io.systemd.credentials/';

/**
 * How one credential is handed in, systemd.system-credentials(7). fw_cfg where its short names suffice, else an
 * SMBIOS type 11 string; systemd's PID 1 reads both, in the initramfs as in the installed system.
 */
export function credentialChannel(name: string): 'fw_cfg' | 'smbios' {
  return `${FW_CFG_PREFIX}${name}`.length <= MAX_FW_CFG_NAME_CHARS ? 'fw_cfg' : 'smbios';
}

/** Writes the files that QEMU reads credentials from and returns its arguments. */
export async function credentialArguments(
  credentials: Readonly<Record<string, string | Uint8Array>>,
  directory: string,
): Promise<string[]> {
  const args: string[] = [];
  for (const [name, content] of Object.entries(credentials)) {
    if (!/^[\w.@-]+$/.test(name)) throw new Error(`not a credential name: ${name}`);
    const path = join(directory, `credential-${name}`);
    if (credentialChannel(name) === 'fw_cfg') {
      await writeFile(path, content);
      args.push('-fw_cfg', `name=${FW_CFG_PREFIX}${name},file=${path}`);
    } else {
      // Base64, because an SMBIOS string ends at the first NUL and has no place for a line end.
      const text = Buffer.from(content).toString('base64');
      await writeFile(path, `io.systemd.credential.binary:${name}=${text}`);
      args.push('-smbios', `type=11,path=${path}`);
    }
  }
  return args;
}
