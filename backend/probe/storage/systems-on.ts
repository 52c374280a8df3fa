// SPDX-License-Identifier: Apache-2.0
import type { Disk } from '../../../core/facts/facts.ts';
import type { FoundSystem } from '../../../core/facts/storage-facts.ts';
import { atomicSystem } from './atomic-systems.ts';
import { linuxSystems, type LinuxSystem } from './linux-systems.ts';
import type { Look } from './look.ts';
import { macSystems } from './mac-systems.ts';
import { windowsSystems } from './windows-systems.ts';

/** Loaders of others, which a Linux without a directory of its own does not start from. */
const FOREIGN = /^EFI\/(Microsoft|APPLE)(\/|$)/i;

/** The operating systems of a disk, by what was seen in its file systems. Pure. */
export function systemsOn(disk: Disk, looks: readonly Look[]): FoundSystem[] {
  const linux = looks.flatMap((look) => {
    const atomic = atomicSystem(look, disk, looks);
    return atomic === null ? linuxSystems(look, disk) : [atomic];
  });
  const place = new Map(disk.partitions.map(({ name }, at) => [name, at]));
  return [
    ...windowsSystems(disk, looks),
    ...linux.map(({ id, ...system }) => ({ ...system, esp: espOf(id, looks) })),
    ...macSystems(disk),
  ].toSorted((a, b) => (place.get(a.partitions[0] ?? '') ?? 0) - (place.get(b.partitions[0] ?? '') ?? 0));
}

/** The EFI system partition with a directory of this name, else the only one that any Linux could start from. */
function espOf(id: LinuxSystem['id'], looks: readonly Look[]): string | null {
  const esps = looks.filter(({ found }) => paths(found).some((path) => /^EFI\/./.test(path)));
  const named = esps.find(
    ({ found }) =>
      id !== null && paths(found).some((path) => path.toLowerCase() === `efi/${id.toLowerCase()}`),
  );
  if (named !== undefined) return named.partition;
  const [only, second] = esps.filter(({ found }) =>
    paths(found).some((path) => /^EFI\/[^/]+\/.+\.efi$/i.test(path) && !FOREIGN.test(path)),
  );
  return only !== undefined && second === undefined ? only.partition : null;
}

function paths({ files }: Look['found']): string[] {
  return [...files.keys()];
}
