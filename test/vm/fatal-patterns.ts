// SPDX-License-Identifier: Apache-2.0

/** Console text after which waiting is pointless. Prompts have no line end, so the patterns look at line starts. */
export const fatalPatterns = {
  'kernel-panic': /Kernel panic - not syncing|^.{0,20}Kernel panic/m,
  'emergency-shell':
    /You are in (?:emergency|rescue) mode|Entering emergency mode|^(?:dracut|switch_root):\/#/m,
  'initramfs-shell': /^\(initramfs\) ?$/m,
  'grub-prompt': /^grub(?: rescue)?>/m,
  'no-boot-device': /No bootable device\.|BdsDxe: No bootable option or device was found/,
  'uefi-shell': /^(?:\S+ )?Shell> /m,
  'secure-boot-refusal': /Verification failed: \(0x1A\) Security Violation|bad shim signature/,
} as const satisfies Record<string, RegExp>;

export type FatalName = keyof typeof fatalPatterns;

/** The first fatal pattern found in a console text, as "name: the line", or null. */
export function findFatal(text: string, ignored: readonly FatalName[] = []): string | null {
  for (const [name, pattern] of Object.entries(fatalPatterns)) {
    if ((ignored as readonly string[]).includes(name)) continue;
    const found = pattern.exec(text);
    if (found === null) continue;
    const start = text.lastIndexOf('\n', found.index) + 1;
    const end = text.indexOf('\n', found.index);
    return `${name}: ${text.slice(start, end === -1 ? undefined : end).trim()}`;
  }
  return null;
}
