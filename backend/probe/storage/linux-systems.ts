// SPDX-License-Identifier: Apache-2.0
import type { Disk } from '../../../core/facts/facts.ts';
import type { FoundSystem } from '../../../core/facts/storage-facts.ts';
import type { Look } from './look.ts';
import { osName, osVersion, parseOsRelease } from './os-release.ts';

/** Mount points that belong to a system alone; /home and swap may be shared with another one. */
const OWN = ['/', '/boot', '/usr', '/var'];

/** A system with the words it goes by on an EFI system partition. */
export interface LinuxSystem extends FoundSystem {
  /** ID= of os-release, the name of its directory below EFI; null: not said. */
  readonly id: string | null;
}

/** Linux systems that lie in directories of a file system: one at its top, or one in each subvolume of a btrfs. */
export function linuxSystems(look: Look, disk: Disk): LinuxSystem[] {
  const found = new Map<string, LinuxSystem>();
  for (const [path, text] of look.found.files) {
    const [, top] = /^((?:[^/]+\/)?)(?:usr\/lib|etc)\/os-release$/.exec(path) ?? [];
    if (top === undefined) continue;
    const release = parseOsRelease(text);
    const name = osName(release);
    if (name === null) continue;
    const id = release.get('ID') ?? null;
    // A snapshot beside it says the same; usr/lib comes first and is what etc links to.
    const key = `${id} ${top === '' ? '' : 'subvolume'}`;
    if (found.has(key)) continue;
    const fstab = look.found.files.get(`${top}etc/fstab`) ?? '';
    const partitions = [...new Set([look.partition, ...fstabPartitions(fstab, disk)])];
    found.set(key, {
      kind: 'linux',
      name,
      version: osVersion(release),
      partitions,
      esp: null,
      stateroots: [],
      id,
    });
  }
  return [...found.values()];
}

/** Partitions of this disk that an fstab(5) mounts where a system keeps its own files, in its order. */
export function fstabPartitions(fstab: string, disk: Pick<Disk, 'partitions'>): string[] {
  return fstab.split('\n').flatMap((line) => {
    const [spec = '', point = ''] = line.trim().split(/\s+/);
    if (spec.startsWith('#') || !OWN.includes(point)) return [];
    const [, tag, value] = /^([A-Z]+)="?([^"]+)"?$/.exec(spec) ?? [];
    const matches = disk.partitions.filter(({ name, uuid, partUuid, label, partLabel }) => {
      if (tag === 'UUID') return uuid?.toLowerCase() === value?.toLowerCase();
      if (tag === 'PARTUUID') return partUuid?.toLowerCase() === value?.toLowerCase();
      if (tag === 'LABEL') return label === value;
      if (tag === 'PARTLABEL') return partLabel === value;
      return spec === `/dev/${name}`;
    });
    return matches.map(({ name }) => name);
  });
}
