// SPDX-License-Identifier: Apache-2.0

/** Attributes that every type of partition has (UEFI 2.10, table 5-8), by bit, as sfdisk(8) calls them. */
const common = ['RequiredPartition', 'NoBlockIOProtocol', 'LegacyBIOSBootable'];
/** Bits from here on belong to the partition's type. */
const FIRST_OF_TYPE = 48;

/** Names of the attributes in lsblk's column PARTFLAGS, "0x8000000000000001"; bits that mean nothing are left out. */
export function gptFlags(text: string | null): string[] {
  if (text === null || !/^0x[0-9a-f]{1,16}$/i.test(text)) return [];
  const bits = BigInt(text);
  const names: string[] = [];
  for (let bit = 0; bit < 64; bit += 1) {
    if (((bits >> BigInt(bit)) & 1n) === 0n) continue;
    const name = common[bit] ?? (bit >= FIRST_OF_TYPE ? `GUID:${bit}` : null);
    if (name !== null) names.push(name);
  }
  return names;
}
