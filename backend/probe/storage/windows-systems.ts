// SPDX-License-Identifier: Apache-2.0
import type { Disk } from '../../../core/facts/facts.ts';
import type { FoundSystem } from '../../../core/facts/storage-facts.ts';
import type { Look } from './look.ts';

const LOADER = 'EFI/Microsoft/Boot/bootmgfw.efi';
/** Microsoft reserved, and Windows recovery (Microsoft, PARTITION_INFORMATION_GPT). */
const HELPERS = ['e3c9e316-0b5c-4db8-817d-f92df00215ae', 'de94bba4-06d1-4d40-a16a-bfd50179d6ac'];
const BASIC_DATA = 'ebd0a0a2-b9e5-4433-87c0-68b6b72699c7';

/** The first build of each, newest first; Windows 11 still calls itself 10.0 (Microsoft, Windows release health). */
const releases: readonly (readonly [least: readonly [number, number, number], name: string])[] = [
  [[10, 0, 22000], 'Windows 11'],
  [[10, 0, 0], 'Windows 10'],
  [[6, 3, 0], 'Windows 8.1'],
  [[6, 2, 0], 'Windows 8'],
  [[6, 1, 0], 'Windows 7'],
  [[6, 0, 0], 'Windows Vista'],
];

/**
 * Windows on a disk: what was seen on NTFS, and what BitLocker keeps from being seen, where its loader stands on the
 * disk's EFI system partition. A server calls itself by the same numbers; nothing short of the registry tells.
 */
export function windowsSystems(disk: Disk, looks: readonly Look[]): FoundSystem[] {
  const esp = looks.find(({ found }) => found.files.has(LOADER))?.partition ?? null;
  const seen = looks.flatMap((look) => {
    const paths = [...look.found.files.keys()];
    if (!paths.some((path) => /^windows\/system32\/ntoskrnl\.exe$/i.test(path))) return [];
    const version = newest(
      paths.flatMap((path) => /^windows\/servicing\/version\/([\d.]+)$/i.exec(path)?.[1] ?? []),
    );
    return [windows(version === null ? 'Windows' : nameOf(version), version, [look.partition], esp)];
  });
  const locked = disk.partitions.filter(
    ({ type, encryption }) => encryption === 'bitlocker' && isBasic(type),
  );
  const hidden =
    seen.length === 0 && esp !== null && locked[0] !== undefined
      ? [windows('Windows', null, [locked[0].name], esp)]
      : [];
  const [only, second] = [...seen, ...hidden];
  // With two of them on a disk, nobody can say whose the helpers are.
  if (only === undefined || second !== undefined) return seen;
  const helpers = disk.partitions
    .filter(({ type }) => type !== null && HELPERS.includes(type))
    .map(({ name }) => name);
  return [{ ...only, partitions: [...only.partitions, ...helpers] }];
}

function isBasic(type: string | null): boolean {
  return type === BASIC_DATA || type === '0x7';
}

function windows(
  name: string,
  version: string | null,
  partitions: string[],
  esp: string | null,
): FoundSystem {
  return { kind: 'windows', name, version, partitions, esp, stateroots: [] };
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

const numbers = (version: string): number[] => version.split('.').map(Number);

function newest(versions: readonly string[]): string | null {
  return (
    versions
      .toSorted((a, b) => compare(numbers(a), numbers(b)))
      .at(-1)
      ?.slice(0, 40) ?? null
  );
}

function nameOf(version: string): string {
  return releases.find(([least]) => compare(numbers(version), least) >= 0)?.[1] ?? 'Windows';
}
