// SPDX-License-Identifier: Apache-2.0

/** The name under which the firmware shows an installed system. */
export const ENTRY_LABEL = 'ParticleOS';
/** What the entry starts, on the EFI system partition: shim before GRUB, shim before systemd-boot, systemd-boot. */
export const ENTRY_LOADER = {
  grub: String.raw`\EFI\debian\shimx64.efi`,
  shim: String.raw`\EFI\systemd\shimx64.efi`,
  systemd: String.raw`\EFI\systemd\systemd-bootx64.efi`,
} as const;
const OURS: readonly string[] = Object.values(ENTRY_LOADER).map((path) => path.toLowerCase());

/**
 * One line of efibootmgr(8): "Boot0004* NAME<tab>HD(2,GPT,GUID,START,SIZE)/PATH". Version 17 and Debian's 18 write the
 * path as "File(PATH)", later ones plainly. Whatever else stands in a line (data, other devices) makes it another's.
 */
const ENTRY =
  /^Boot([0-9A-F]{4})[* ] ([^\t]*)\tHD\(\d+,GPT,([0-9a-f-]{36}),0x[0-9a-f]+,0x[0-9a-f]+\)\/(?:File\((\\[^()]*)\)|(\\[^()]*))$/i;

/**
 * Numbers of the entries that earlier installs made and that lead nowhere now: our name, a loader of ours, and a partition
 * that no disk has. `presentPartUuids` are those of all partitions of the machine, in any case of letters. Pure.
 */
export function staleBootEntries(efibootmgr: string, presentPartUuids: Iterable<string>): string[] {
  const present = new Set([...presentPartUuids].map((uuid) => uuid.toLowerCase()));
  return efibootmgr.split('\n').flatMap((line) => {
    const [, number, label, partUuid, inFile, plain] = ENTRY.exec(line) ?? [];
    if (number === undefined || partUuid === undefined || label !== ENTRY_LABEL) return [];
    if (!OURS.includes((inFile ?? plain ?? '').toLowerCase())) return [];
    return present.has(partUuid.toLowerCase()) ? [] : [number.toUpperCase()];
  });
}
