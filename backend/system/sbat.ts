// SPDX-License-Identifier: Apache-2.0

const NAME_BYTES = 8;
const SECTION_BYTES = 40;

/** The bytes of a section of a PE file; null when it is no such file or has no such section (PE/COFF, "Section Table"). */
function peSection(file: Buffer, name: string): Buffer | null {
  if (file.length < 64 || file.toString('latin1', 0, 2) !== 'MZ') return null;
  const header = file.readUInt32LE(0x3c);
  if (header + 24 > file.length || file.toString('latin1', header, header + 4) !== 'PE\0\0') return null;
  const count = file.readUInt16LE(header + 6);
  const table = header + 24 + file.readUInt16LE(header + 20);
  for (let at = table; at < table + count * SECTION_BYTES; at += SECTION_BYTES) {
    if (at + SECTION_BYTES > file.length) return null;
    if (file.toString('latin1', at, at + NAME_BYTES).replace(/\0+$/, '') !== name) continue;
    const [usedBytes, offset] = [file.readUInt32LE(at + 8), file.readUInt32LE(at + 20)];
    return file.subarray(offset, offset + usedBytes);
  }
  return null;
}

/** The generations of a loader's components, by which shim refuses what has been revoked (shim, SBAT.md); empty when it names none. */
export function sbatGenerations(file: Buffer): Map<string, number> {
  const text = peSection(file, '.sbat')?.toString('latin1') ?? '';
  const found = new Map<string, number>();
  for (const [, component = '', generation] of text.matchAll(/^([^,\n]+),(\d+)(?:,|$)/gm))
    found.set(component, Number(generation));
  return found;
}

/** The first component whose generation is lower in `candidate` than in `present`, as "grub 4, there 5"; null when none is. */
export function olderComponent(candidate: Buffer, present: Buffer): string | null {
  const there = sbatGenerations(present);
  for (const [component, generation] of sbatGenerations(candidate)) {
    const other = there.get(component) ?? generation;
    if (generation < other) return `${component} ${generation}, there ${other}`;
  }
  return null;
}
