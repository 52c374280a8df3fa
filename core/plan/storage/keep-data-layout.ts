// SPDX-License-Identifier: Apache-2.0
import type { Disk, Partition } from '../../facts/facts.ts';
import type { FoundSystem } from '../../facts/storage-facts.ts';
import { errorIssue, warningIssue, type Issue } from '../../issues/issue.ts';
import type { LayoutRequest } from '../../request/layout-request.ts';
import { deviceName, partitionsNamed } from './device-name.ts';
import { selectPartition } from './find-partition.ts';
import { checkKeptTable, keptDisk, type Change } from './kept-table.ts';
import { freeBytes, isLocked, keptRoot, type KeptRoot } from './kept-root.ts';
import { refusedLayout, type LaidOut, type LayoutQuestion } from './layout-question.ts';
import type { LayoutDisk, PlannedFileSystem } from './layout.ts';
import { typeGuid, type UsedRole } from './partition-role.ts';
import { espFreeNeeded, MiB } from './partition-sizes.ts';
import { plainLayout, simpleFileSystem } from './system-partitions.ts';
import { takeOver, type TakeOver } from './take-over.ts';

type KeepData = Extract<LayoutRequest, { kind: 'keep-data' }>;

/** The partitions of a system that a new deployment is put into. */
interface Parts {
  readonly root: Partition;
  readonly boot: Partition;
  readonly esp: Partition | null;
}

const at = ['layout', 'system'];
/** Kernel and initramfs of one more deployment. */
const BOOT_FREE_BYTES = 192 * MiB;

/** Its /boot and ESP: GRUB of the new deployment is written where that of the old one stands. */
function partsOf(disk: Disk, system: FoundSystem, root: Partition): Parts | Issue {
  const elsewhere = new Set([root.name, ...besideNames(disk, system)]);
  const own = disk.partitions.filter(({ name }) => system.partitions.includes(name) && !elsewhere.has(name));
  const boot = own.find(({ type }) => type?.toLowerCase() === typeGuid.boot) ?? own.find(isExt4);
  const esp = disk.partitions.find(({ name }) => name === system.esp) ?? null;
  const lacks = (what: string): Issue => errorIssue('keep-data-lacks', at, { partition: root.name, what });
  return boot === undefined || !isExt4(boot) ? lacks('a /boot of its own with ext4') : { root, boot, esp };
}

/** Partitions that it mounts elsewhere than at /boot, as its /var: by the type in the table none is told from another. */
function besideNames(disk: Disk, { stateroots }: FoundSystem): string[] {
  return stateroots
    .flatMap(({ tables }) => tables?.fstab ?? [])
    .flatMap(({ device }) => {
      const name = deviceName(device);
      return name === null ? [] : partitionsNamed([disk], name).map((partition) => partition.name);
    });
}

function isExt4({ fileSystem }: Partition): boolean {
  return fileSystem === 'ext4';
}

function checkRoom(
  { root, boot, esp }: Parts,
  inside: KeptRoot,
  { rootBytes, scheme }: LayoutQuestion,
): Issue[] {
  const needs: readonly (readonly [Partition | null, number | null, number])[] = [
    // The least size of a root counts two deployments and the scratch of an import: this is the second one.
    [root, inside.freeBytes, Math.ceil(rootBytes / 2)],
    [boot, freeBytes(boot), BOOT_FREE_BYTES],
    [esp, esp === null ? null : freeBytes(esp), espFreeNeeded[scheme] / 2],
  ];
  return needs.flatMap(([partition, foundBytes, neededBytes]) => {
    if (partition === null || foundBytes === null || foundBytes >= neededBytes) return [];
    const missingBytes = neededBytes - foundBytes;
    return [
      errorIssue('keep-data-room', at, { partition: partition.name, foundBytes, neededBytes, missingBytes }),
    ];
  });
}

/** The stateroot whose /var stays. */
function stateroot(system: FoundSystem, root: Partition, asked: string | undefined): string | Issue {
  const names = system.stateroots.map(({ name }) => name);
  const [only] = names;
  if (asked === undefined && only !== undefined && names.length === 1) return only;
  if (asked !== undefined && names.includes(asked)) return asked;
  const found = names.length === 0 ? 'none' : names.join(', ');
  const wanted = asked ?? 'the only one';
  return errorIssue('keep-data-stateroot', ['layout', 'stateroot'], { partition: root.name, found, wanted });
}

function kept(id: string, type: PlannedFileSystem['type'], path: string, mount: string): PlannedFileSystem {
  return simpleFileSystem(id, type, { path, action: 'keep' }, mount);
}

/** The root, under what opens it. */
function keptRootOn(path: string, { type, mapper }: KeptRoot): PlannedFileSystem {
  const luks = mapper === null ? null : { name: mapper, path: `/dev/mapper/${mapper}` };
  return { ...kept('root', type, path, '/'), luks };
}

function planned({ disk }: LayoutQuestion, { root, boot, esp }: Parts): LayoutDisk {
  const roles: readonly (readonly [UsedRole, Partition | null])[] = [
    ['root', root],
    ['boot', boot],
    ['esp', esp],
  ];
  const bios = disk.partitions.find(({ type }) => type?.toLowerCase() === typeGuid['bios-boot']) ?? null;
  const changes = new Map<number, Change>();
  for (const [role, partition] of [...roles, ['bios-boot', bios] as const])
    if (partition?.number != null) changes.set(partition.number, { action: 'keep', role });
  return keptDisk(disk, changes);
}

/** What it has beside its own parts, for the new deployment as well; null: nothing. */
function besideRoot(
  { facts, request }: LayoutQuestion,
  { stateroots }: FoundSystem,
  { root, name, mapper }: { root: Partition; name: string; mapper: string | null },
): TakeOver | null {
  const tables = stateroots.find((one) => one.name === name)?.tables;
  if (tables === undefined) return null;
  return takeOver(tables, {
    disks: facts.disks,
    image: facts.image,
    firmware: facts.firmware,
    root: { partition: root.name, mapper },
    asksSwap: request.swap !== undefined,
  });
}

/** Whoever takes it for granted that all is as before would miss files. */
function checkBeside(found: TakeOver | null, { swap }: LayoutQuestion['request'], root: Partition): Issue[] {
  if (found === null) return [];
  const { left, absent, varProblem, taken } = found;
  const about = { partition: root.name };
  const isVarApart = taken.mounts.some(({ place }) => place === '/var');
  const why = 'it would lie below the separate /var of that system, where nothing finds it';
  const engine = 'this installer';
  return [
    ...(varProblem === null ? [] : [errorIssue('keep-data-var', at, { ...about, ...varProblem })]),
    ...(swap?.kind === 'file' && isVarApart
      ? [errorIssue('layout-engine', ['swap'], { kind: 'keep-data', engine, why })]
      : []),
    ...(left.length === 0
      ? []
      : [warningIssue('keep-data-mounts', at, { ...about, mounts: left.join(', ') })]),
    ...(absent.length === 0
      ? []
      : [warningIssue('keep-data-absent', at, { ...about, mounts: absent.join(', ') })]),
  ];
}

/** Why bootc cannot do it. */
function checkEngine({ engine }: LayoutQuestion): Issue[] {
  if (engine === 'ostree') return [];
  const why =
    'it would empty /boot and the EFI system partition first, and copy the /var of the image over the one that is kept; on the running system `particleos-system switch` changes the image and keeps /var';
  return [errorIssue('layout-engine', ['layout'], { kind: 'keep-data', engine, why })];
}

/** That this is no system of ostree. */
function checkKind({ engine }: LayoutQuestion, system: FoundSystem | undefined, root: Partition): Issue[] {
  if (engine === 'bootc') return [];
  return system?.kind === 'ostree' ? [] : [errorIssue('keep-data-no-system', at, { partition: root.name })];
}

/** A new deployment in the stateroot of a system that is there: its repository, /var and /home stay. */
export function keepDataLayout(question: LayoutQuestion, request: KeepData): LaidOut {
  const { disk } = question;
  const root = selectPartition(disk, request.system, at);
  if ('code' in root) return refusedLayout(root);
  const system = disk.systems.find(({ partitions: [first] }) => first === root.name);
  const inside = keptRoot(root, request.passphraseSecret);
  // What nobody has opened may hold any system: that it is closed is all there is to say.
  const issues = 'code' in inside && isLocked(root) ? [] : checkKind(question, system, root);
  issues.push(...checkEngine(question), ...checkKeptTable(disk), ...('code' in inside ? [inside] : []));
  if (system === undefined || 'code' in inside || issues.some(({ severity }) => severity === 'error'))
    return refusedLayout(...issues);
  const parts = partsOf(disk, system, root);
  const name = stateroot(system, root, request.stateroot);
  if ('code' in parts) return refusedLayout(...issues, parts);
  if (typeof name !== 'string') return refusedLayout(...issues, name);
  const beside = besideRoot(question, system, { root, name, mapper: inside.mapper });
  issues.push(...checkRoom(parts, inside, question), ...checkBeside(beside, question.request, root));
  // One that was made by hand for BIOS has none.
  if (parts.esp === null)
    issues.push(errorIssue('keep-data-lacks', at, { partition: root.name, what: 'an EFI system partition' }));
  if (parts.esp === null || issues.some(({ severity }) => severity === 'error'))
    return refusedLayout(...issues);
  const on = planned(question, parts);
  const path = (role: UsedRole): string => on.partitions.find((p) => p.role === role)?.path ?? '';
  const shared = disk.systems.some((other) => other !== system && other.esp === system.esp);
  return {
    layout: {
      ...plainLayout,
      kind: 'keep-data',
      disks: [on],
      fileSystems: [
        kept('esp', 'vfat', path('esp'), '/boot/efi'),
        kept('boot', 'ext4', path('boot'), '/boot'),
        keptRootOn(path('root'), inside),
      ],
      stateroot: { name, place: request.place ?? 'beside' },
      sharedEsp: shared,
      ...(beside === null ? {} : { takenOver: beside.taken }),
    },
    issues,
  };
}
