// SPDX-License-Identifier: Apache-2.0
import { describeDisk } from '../../facts/disk-identity.ts';
import type { Disk, Holder } from '../../facts/facts.ts';
import type { Volume } from '../../facts/storage-facts.ts';
import { errorIssue, type Issue } from '../../issues/issue.ts';
import { canonicalMount } from '../../request/canonical-mount.ts';
import type { LayoutRequest } from '../../request/layout-request.ts';
import { checkDataMounts } from './check-parts.ts';
import { debianOn } from './choose-esp.ts';
import { keptDisk, type Change } from './kept-table.ts';
import { refusedLayout, type LaidOut, type LayoutQuestion } from './layout-question.ts';
import type { LayoutDisk, PlannedFileSystem } from './layout.ts';
import { partitionPath } from './partition-path.ts';
import { typeGuid, type PartitionRole } from './partition-role.ts';
import { MiB } from './partition-sizes.ts';
import { plainLayout } from './system-partitions.ts';

type Mounted = Extract<LayoutRequest, { kind: 'mounted' }>;

/** One file system below the root that somebody else has mounted. */
interface FoundMount {
  /** As the installed system will see it: "/", "/boot", "/home". */
  readonly place: string;
  readonly disk: Disk;
  readonly numbers: readonly number[];
  readonly volume: Volume | null;
  readonly type: string | null;
}

const at = ['layout', 'root'];
const types = ['ext4', 'btrfs', 'xfs', 'vfat'] as const;

function foundMount(question: LayoutQuestion, disk: Disk, holder: Holder, place: string): FoundMount | null {
  const partition = disk.partitions.find(({ name }) => name === holder.device);
  if (partition !== undefined) {
    const { number, fileSystem } = partition;
    return number === null ? null : { place, disk, numbers: [number], volume: null, type: fileSystem };
  }
  const volume = question.facts.volumes.find(
    ({ name, path }) => name === holder.device || path === `/dev/${holder.device}`,
  );
  if (volume === undefined) return null;
  const numbers = disk.partitions.flatMap((p) =>
    volume.members.includes(p.name) && p.number !== null ? [p.number] : [],
  );
  return { place, disk, numbers, volume, type: volume.fileSystem };
}

/** Everything that is mounted at the root and below it, once each, outer ones first. */
function mountsAt(question: LayoutQuestion, root: string): FoundMount[] {
  const found = new Map<string, FoundMount>();
  for (const disk of question.facts.disks) {
    for (const holder of disk.holders) {
      const isBelow = holder.name === root || holder.name.startsWith(`${root}/`);
      if (holder.kind !== 'mount' || !isBelow) continue;
      const place = holder.name.slice(root.length) || '/';
      const mount = foundMount(question, disk, holder, place);
      if (mount !== null && !found.has(place)) found.set(place, mount);
    }
  }
  return [...found.values()].sort((a, b) => a.place.length - b.place.length || (a.place < b.place ? -1 : 1));
}

/** Bytes of all that a file system lies on; of a mirror that is more than it has. */
function sizeAt({ facts }: LayoutQuestion, root: string): number {
  return facts.disks.reduce((sum, { holders, partitions }) => {
    const devices = holders
      .filter(({ kind, name }) => kind === 'mount' && name === root)
      .map((one) => one.device);
    const own = partitions.filter(({ name }) => devices.includes(name)).map(({ sizeBytes }) => sizeBytes);
    const above = facts.volumes.filter(({ name, path }) =>
      devices.some((one) => one === name || path === `/dev/${one}`),
    );
    return [...own, ...above.map(({ sizeBytes }) => sizeBytes)].reduce((a, b) => a + b, sum);
  }, 0);
}

const roles: Readonly<Record<string, PartitionRole>> = { '/': 'root', '/boot': 'boot', '/boot/efi': 'esp' };

function roleOf({ place }: FoundMount): PartitionRole {
  return roles[place] ?? 'data';
}

/** The ESP where nobody mounted it, which bootc finds by itself; the BIOS boot partition, which nobody can mount. */
function unmountedParts({ engine }: LayoutQuestion, disk: Disk): Map<number, Change> {
  const found = new Map<number, Change>();
  const first = (role: 'esp' | 'bios-boot'): void => {
    const partition = disk.partitions.find(({ type }) => type?.toLowerCase() === typeGuid[role]);
    if (partition?.number != null) found.set(partition.number, { action: 'keep', role });
  };
  first('bios-boot');
  if (engine === 'bootc') first('esp');
  return found;
}

/** The initramfs finds what it is told of, and nothing is told of what somebody else has made (dracut.cmdline(7)). */
const FOUND_BY = /^rd\.(luks|lvm|md|auto)\b/;

/** Why nothing would start from the volumes that the root and /boot lie on. */
function checkVolumes({ request }: LayoutQuestion, mounts: readonly FoundMount[], root: string): Issue[] {
  const isTold = request.kernelArguments?.some((argument) => FOUND_BY.test(argument)) === true;
  return mounts.flatMap(({ place, volume }) => {
    if (volume === null) return [];
    const refused = (what: string): Issue[] => [
      errorIssue('mounted-not-fit', at, { place: `${root}${place === '/' ? '' : place}`, what }),
    ];
    if (place === '/' && !isTold)
      return refused(
        `it lies on ${volume.name} (${volume.kind}), and kernelArguments do not say how that is found at start (rd.luks.name=, rd.lvm.lv=, rd.md.uuid=)`,
      );
    return place === '/boot' && volume.kind !== 'md'
      ? refused(`it lies on ${volume.name} (${volume.kind}), which GRUB does not read`)
      : [];
  });
}

/** Debian's loader goes where that of another Debian is, which would not start any more. */
function checkLoader({ engine, facts }: LayoutQuestion, mounts: readonly FoundMount[]): Issue[] {
  const found = mounts.find((mount) => roleOf(mount) === 'esp');
  const esp = found?.disk.partitions.find(({ number }) => found.numbers.includes(number ?? 0));
  if (engine !== 'ostree' || found === undefined || esp?.number == null) return [];
  const { disk } = found;
  // What is mounted is the new system's, though it may look as what cannot be looked into.
  const own = mounts.filter((mount) => mount.disk === disk).flatMap(({ numbers }) => numbers);
  const system = debianOn({ disk, gone: new Set(own), disks: facts.disks }, esp);
  return system === null
    ? []
    : [errorIssue('esp-taken', at, { partition: partitionPath(disk.path, esp.number), system })];
}

function checkMounts(question: LayoutQuestion, mounts: readonly FoundMount[], root: string): Issue[] {
  const { scheme, facts, engine } = question;
  const issues: Issue[] = [];
  const find = (place: string): FoundMount | undefined => mounts.find((mount) => mount.place === place);
  const bios = facts.firmware?.kind === 'bios';
  const need = (place: string, what: string): void => {
    if (find(place) === undefined)
      issues.push(errorIssue('mounted-lacks', at, { what, place: `${root}${place}` }));
  };
  if (scheme === 'grub') need('/boot', 'a file system for /boot, from which GRUB reads the kernels,');
  if (engine === 'ostree') need('/boot/efi', 'an EFI system partition');
  const rootTypes = engine === 'ostree' ? ['ext4'] : ['ext4', 'btrfs', 'xfs'];
  const fitting = (place: string): readonly string[] => {
    if (place === '/') return rootTypes;
    if (place === '/boot/efi') return ['vfat'];
    return place === '/boot' ? ['ext4'] : ['ext4', 'btrfs', 'xfs'];
  };
  for (const { place, type } of mounts) {
    if (fitting(place).includes(type ?? '')) continue;
    const params = {
      place: `${root}${place}`,
      found: type ?? 'not known',
      fitting: fitting(place).join(', '),
    };
    issues.push(errorIssue('mounted-file-system', at, params));
  }
  issues.push(...checkVolumes(question, mounts, root), ...checkLoader(question, mounts));
  const foundBytes = sizeAt(question, root);
  const missingBytes = question.rootBytes - foundBytes;
  if (missingBytes > 0) {
    const params = { role: 'root', foundBytes, neededBytes: question.rootBytes, missingBytes };
    issues.push(errorIssue('partition-too-small', at, params));
  }
  const disk = find('/')?.disk;
  if (bios && disk !== undefined && !unmountedParts(question, disk).size)
    issues.push(errorIssue('mounted-lacks', at, { what: 'a BIOS boot partition', place: disk.path }));
  const data = mounts.filter((mount) => roleOf(mount) === 'data');
  return [
    ...issues,
    ...checkDataMounts(
      question,
      data.map(({ place }) => ({ mount: canonicalMount(place), path: at })),
    ),
    ...data
      .filter(({ place }) => !canonicalMount(place).startsWith('/var'))
      .map(({ place }) => {
        const why = 'on the installed system only /var, /home, /srv and what is below them can be written';
        return errorIssue('mount-not-supported', at, { mount: place, why });
      }),
  ];
}

function fileSystemOf(mount: FoundMount, index: number, root: string): PlannedFileSystem {
  const { place, disk, numbers, volume, type } = mount;
  const role = roleOf(mount);
  const layer = volume === null ? null : { name: volume.name, path: volume.path };
  return {
    id: role === 'data' ? `data${index + 1}` : role,
    action: 'keep',
    type: types.find((known) => known === type) ?? 'ext4',
    partitions: numbers.map((number) => partitionPath(disk.path, number)),
    mirror: volume?.kind === 'md' ? layer : null,
    luks: volume?.kind === 'md' ? null : layer,
    mount: role === 'data' ? canonicalMount(place) : place,
    subvolumes: [],
    options: [],
    boundFrom: place === '/' ? root : `${root}${place}`,
  };
}

/** What somebody else has partitioned, made and mounted: it is checked and used, no table is changed. */
export function mountedLayout(question: LayoutQuestion, { root }: Mounted): LaidOut {
  const { disk: chosen } = question;
  const mounts = mountsAt(question, root);
  const top = mounts.find(({ place }) => place === '/');
  if (top === undefined) return refusedLayout(errorIssue('mounted-nothing', at, { root }));
  if (top.disk.path !== chosen.path) {
    const params = { root, found: describeDisk(top.disk), disk: describeDisk(chosen) };
    return refusedLayout(errorIssue('mounted-elsewhere', ['disk'], params));
  }
  const issues = checkMounts(question, mounts, root);
  if (issues.some(({ severity }) => severity === 'error')) return refusedLayout(...issues);
  const disks = [...new Set(mounts.map(({ disk }) => disk))];
  const planned = disks.map((disk): LayoutDisk => {
    const changes = disk === top.disk ? unmountedParts(question, disk) : new Map<number, Change>();
    for (const mount of mounts.filter((candidate) => candidate.disk === disk))
      for (const number of mount.numbers) changes.set(number, { action: 'keep', role: roleOf(mount) });
    return keptDisk(disk, changes);
  });
  const data = mounts.filter((mount) => roleOf(mount) === 'data');
  const fileSystems = mounts.map((mount) => fileSystemOf(mount, data.indexOf(mount), root));
  const esp = planned[0]?.partitions.find(({ role }) => role === 'esp');
  const unmounted = esp !== undefined && !fileSystems.some(({ id }) => id === 'esp');
  return {
    layout: {
      ...plainLayout,
      kind: 'mounted',
      disks: planned,
      fileSystems: unmounted ? [...fileSystems, espOf(esp.path)] : fileSystems,
      mountedAt: root,
      sharedEsp: !isEmptyEsp(top.disk, esp?.number),
    },
    issues,
  };
}

/** Whether nobody's loader can stand on it: a new FAT has a cluster for its root directory, and no more. */
function isEmptyEsp(disk: Disk, number: number | undefined): boolean {
  const used = disk.partitions.find((p) => p.number === number)?.usedBytes ?? null;
  return used !== null && used <= MiB;
}

function espOf(path: string): PlannedFileSystem {
  const none = { mirror: null, luks: null, subvolumes: [], options: [], boundFrom: null };
  return { ...none, id: 'esp', action: 'keep', type: 'vfat', partitions: [path], mount: '/boot/efi' };
}
