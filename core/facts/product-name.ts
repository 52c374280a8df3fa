// SPDX-License-Identifier: Apache-2.0

/** What the firmware says of the machine (SMBIOS 3.7, type 1), as sysfs gives it; null: the attribute is not there. */
export interface ProductWords {
  readonly vendor: string | null;
  readonly name: string | null;
  readonly version: string | null;
}

/** What makers of boards and virtual machines leave in the fields when they do not fill them. */
const PLACEHOLDERS = [
  /^to be filled/i,
  /^default string$/i,
  /^system (product name|version|manufacturer)$/i,
  /^not (applicable|specified|available)$/i,
  /^(none|invalid|unknown|oem|o\.e\.m\.|n\/a|x+|0+|1\.0|type1productconfigid)$/i,
  // QEMU's machine types: no name for a machine.
  /^standard pc\b/i,
];

/** Longest name that is kept, in characters; SMBIOS sets no limit. */
const MAX_LENGTH = 64;

function clean(text: string | null): string | null {
  const plain = (text ?? '')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\uFFFD]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
    .slice(0, MAX_LENGTH)
    .trim();
  return plain === '' || PLACEHOLDERS.some((pattern) => pattern.test(plain)) ? null : plain;
}

/**
 * The name that the machine is sold under, e.g. "ThinkPad X1 Carbon Gen 9"; null where the firmware gives none. Lenovo
 * has a machine type for a name ("20XW0026GE") and the name for a version.
 */
export function productName({ vendor, name, version }: ProductWords): string | null {
  const isLenovo = /^lenovo$/i.test(vendor?.trim() ?? '');
  return (isLenovo ? clean(version) : null) ?? clean(name);
}
