// SPDX-License-Identifier: Apache-2.0
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Runner } from '../../backend/runner/command.ts';

const KiB = 1024;
const TIMEOUT_MS = 120_000;

/** Where Debian's signed GRUB may look: gcdx64's own prefix, and that of grubx64. */
const configPlaces = ['boot/grub', 'EFI/debian'];

/** What leads from the ESP to the menu on the ISO's file system. */
function stub(label: string): string {
  return `search --no-floppy --label ${label} --set=root\nset prefix=($root)/boot/grub\nconfigfile $prefix/grub.cfg\n`;
}

/**
 * The ESP of the ISO: shim, and the signed GRUB made for CDs under the name shim asks for. fbx64.efi is left out:
 * in EFI/BOOT it would try to write boot entries and restart.
 */
export async function makeEspImage(
  runner: Runner,
  liveRoot: string,
  file: string,
  label: string,
): Promise<void> {
  const sources: readonly (readonly [string, string])[] = [
    [join(liveRoot, 'usr/lib/shim/shimx64.efi.signed'), 'EFI/BOOT/BOOTX64.EFI'],
    [join(liveRoot, 'usr/lib/grub/x86_64-efi-signed/gcdx64.efi.signed'), 'EFI/BOOT/grubx64.efi'],
    [join(liveRoot, 'usr/lib/shim/mmx64.efi.signed'), 'EFI/BOOT/mmx64.efi'],
  ];
  let bytes = 0;
  for (const [source] of sources) bytes += (await stat(source)).size;
  const kib = Math.ceil((bytes / KiB + 512) / 1024) * 1024;
  const config = `${file}.grub.cfg`;
  await writeFile(config, stub(label));
  const run = (argv: readonly [string, ...string[]]): Promise<unknown> =>
    runner.run({ argv, timeoutMs: TIMEOUT_MS });
  await run(['mkfs.vfat', '-C', '-n', 'ESP', '-i', '50415254', file, String(kib)]);
  await run(['mmd', '-i', file, '::EFI', '::EFI/BOOT', '::EFI/debian', '::boot', '::boot/grub']);
  for (const [source, target] of sources) await run(['mcopy', '-i', file, source, `::${target}`]);
  for (const place of configPlaces) await run(['mcopy', '-i', file, config, `::${place}/grub.cfg`]);
}
