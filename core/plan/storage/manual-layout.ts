// SPDX-License-Identifier: Apache-2.0
import { describeDisk } from '../../facts/disk-identity.ts';
import type { Disk } from '../../facts/facts.ts';
import { errorIssue, type Issue } from '../../issues/issue.ts';
import { canonicalMount } from '../../request/canonical-mount.ts';
import type { LayoutRequest, ManualPartition } from '../../request/layout-request.ts';
import { checkDisk } from '../check-disk.ts';
import { selectDisk } from '../select-disk.ts';
import { checkBios } from './beside-layout.ts';
import { checkDataMounts, checkParts } from './check-parts.ts';
import { debianOn } from './choose-esp.ts';
import { dataFileSystem, mountable } from './data-file-system.ts';
import { editTable } from './edit-table.ts';
import { hibernates } from './encrypt-layout.ts';
import { refusedLayout, type LaidOut, type LayoutQuestion } from './layout-question.ts';
import type { LayoutDisk, PlannedFileSystem, PlannedPartition } from './layout.ts';
import { leastBytes } from './least-bytes.ts';
import { typeGuid } from './partition-role.ts';
import { espFreeNeeded } from './partition-sizes.ts';
import { hibernationBytes } from './plan-swap.ts';
import { plainLayout, simpleFileSystem } from './system-partitions.ts';

type Manual = Extract<LayoutRequest, { kind: 'manual' }>;
type Path = Issue['path'];

/** A partition that the system uses, and what the request says of it. */
interface Used {
  readonly p: PlannedPartition;
  readonly line: ManualPartition;
  readonly on: LayoutDisk;
  readonly found: Disk;
  readonly path: Path;
}

/** Every disk by its selector; each once, and each fit to be written to. */
function disksOfRequest(
  { facts, request, disk: chosen }: LayoutQuestion,
  { disks }: Manual,
): (Disk | Issue[])[] {
  const seen = new Set<string>();
  return disks.map(({ disk: selector }, index) => {
    const at = ['layout', 'disks', index, 'disk'];
    const found = selectDisk(facts, selector, 0);
    if (Array.isArray(found)) return found.map((issue) => ({ ...issue, path: at }));
    if (seen.has(found.path)) return [errorIssue('layout-disk-twice', at, { disk: describeDisk(found) })];
    seen.add(found.path);
    if (found.path === chosen.path) return found;
    const how = { kind: 'manual', release: request.releaseDisk } as const;
    // BIOS reads nothing of what is not on the disk that it starts from.
    const issues = checkDisk(found, facts, 0, how)
      .filter(({ code }) => code !== 'disk-4k-bios')
      .map((issue) => ({ ...issue, path: at }));
    return issues.some(({ severity }) => severity === 'error') ? issues : found;
  });
}

function checkUse(question: LayoutQuestion, { p, line, on, found, path }: Used): Issue[] {
  const issues: Issue[] = [];
  if (p.role === 'other') return issues;
  const was = found.partitions.find(({ number }) => number === p.number && p.was !== null);
  if (p.role === 'esp' && p.typeGuid !== typeGuid.esp)
    issues.push(errorIssue('partition-type', path, { partition: p.path, role: p.role }));
  if (p.role === 'bios-boot' && p.typeGuid !== typeGuid['bios-boot'])
    issues.push(errorIssue('partition-type', path, { partition: p.path, role: p.role }));
  const stays = line.action === 'keep' || line.action === 'resize';
  const fileSystemFound = was?.fileSystem ?? 'none';
  if (stays && p.role === 'data' && !mountable.includes(fileSystemFound)) {
    const params = { place: p.path, found: fileSystemFound, fitting: mountable.join(', ') };
    issues.push(errorIssue('mounted-file-system', path, params));
  }
  const fitting = p.role === 'swap' ? 'swap' : p.role === 'esp' ? 'vfat' : null;
  if (stays && fitting !== null && fileSystemFound !== fitting)
    issues.push(errorIssue('mounted-file-system', path, { place: p.path, found: fileSystemFound, fitting }));
  if (stays && p.role === 'esp' && was !== undefined && question.engine === 'ostree') {
    const system = debianOn({ disk: found, gone: goneOn(on), disks: question.facts.disks }, was);
    if (system !== null) issues.push(errorIssue('esp-taken', path, { partition: p.path, system }));
  }
  const keepsEsp = line.action === 'keep' && p.role === 'esp';
  const fileSystem = 'fileSystem' in line ? line.fileSystem : undefined;
  const neededBytes = keepsEsp
    ? espFreeNeeded[question.scheme]
    : p.role === 'swap' && hibernates(question.request)
      ? hibernationBytes(question)
      : stays
        ? 0
        : leastBytes(p.role, {
            ...question,
            sectorBytes: on.sectorBytes,
            isEncrypted: question.request.encryption !== undefined,
            fileSystem,
          });
  const foundBytes = keepsEsp ? p.sizeBytes - (was?.usedBytes ?? p.sizeBytes) : p.sizeBytes;
  const missingBytes = neededBytes - foundBytes;
  if (missingBytes > 0)
    issues.push(
      errorIssue('partition-too-small', path, { role: p.role, foundBytes, neededBytes, missingBytes }),
    );
  return issues;
}

/** Numbers of the partitions whose content goes. */
function goneOn({ partitions }: LayoutDisk): ReadonlySet<number> {
  const gone = partitions.filter(({ action }) => action === 'delete' || action === 'format');
  return new Set(gone.map(({ number }) => number));
}

/** Loader, /boot and ESP stand on the disk that `disk` names; with bootc the root as well, which finds the ESP from it. */
function checkPlaces(question: LayoutQuestion, { p, path, found }: Used): Issue[] {
  const together = ['esp', 'boot', 'bios-boot', ...(question.engine === 'bootc' ? ['root'] : [])];
  return together.includes(p.role) && found.path !== question.disk.path
    ? [errorIssue('layout-disk-first', path, { role: p.role, disk: found.path, chosen: question.disk.path })]
    : [];
}

/** The file systems of what is used, the system's own first. */
function fileSystemsOf(question: LayoutQuestion, used: readonly Used[]): PlannedFileSystem[] {
  const types = { esp: 'vfat', boot: 'ext4', swap: 'swap' } as const;
  const places = { esp: '/boot/efi', boot: '/boot', swap: null } as const;
  const own = (['esp', 'boot', 'root', 'swap'] as const).flatMap((role) =>
    used
      .filter(({ p }) => p.role === role)
      .map(({ p, line }) => {
        if (role !== 'root') return simpleFileSystem(role, types[role], p, places[role]);
        const asked = 'fileSystem' in line ? line.fileSystem : undefined;
        return simpleFileSystem('root', asked ?? question.rootFileSystem, p, '/');
      }),
  );
  const data = used.filter(({ p }) => p.role === 'data');
  return [
    ...own,
    ...data.map(({ p, line }, index) =>
      dataFileSystem(p, index, 'mount' in line ? { ...line, mount: line.mount ?? '' } : { mount: '' }),
    ),
  ];
}

/** What a person has laid out by hand, on one disk or several. */
export function manualLayout(question: LayoutQuestion, request: Manual): LaidOut {
  const disks = disksOfRequest(question, request);
  const refused = disks.flatMap((found) => (Array.isArray(found) ? found : []));
  if (refused.length > 0) return refusedLayout(...refused);
  const issues: Issue[] = [];
  const planned: LayoutDisk[] = [];
  const used: Used[] = [];
  for (const [index, found] of disks.entries()) {
    const wanted = request.disks[index];
    if (Array.isArray(found) || wanted === undefined) continue;
    const path = ['layout', 'disks', index, 'partitions'];
    const { disk: on, lineOf, issues: ofTable } = editTable(found, wanted, path);
    issues.push(...ofTable);
    if (on === null) continue;
    planned.push(on);
    const isBios = question.facts.firmware?.kind === 'bios' && found.path === question.disk.path;
    if (isBios && on.table === 'kept') issues.push(...checkBios(found, goneOn(on)));
    for (const p of on.partitions) {
      const at = p.action === 'delete' ? undefined : lineOf.get(p.number);
      const line = wanted.partitions[at ?? -1];
      if (line !== undefined && p.role !== 'other')
        used.push({ p, line, on, found, path: [...path, at ?? 0] });
    }
  }
  issues.push(
    ...used.flatMap((one) => [...checkUse(question, one), ...checkPlaces(question, one)]),
    ...checkParts(
      question,
      used.map(({ p }) => p.role),
    ),
    ...checkDataMounts(
      question,
      used.flatMap(({ line, path }) =>
        'mount' in line && line.mount !== undefined ? [{ mount: canonicalMount(line.mount), path }] : [],
      ),
    ),
  );
  if (!planned.some(({ identity }) => identity.path === question.disk.path) && planned.length > 0) {
    const params = { role: 'root', disk: planned[0]?.identity.path ?? '', chosen: question.disk.path };
    issues.push(errorIssue('layout-disk-first', ['disk'], params));
  }
  if (issues.some(({ severity }) => severity === 'error')) return refusedLayout(...issues);
  const first = (disk: LayoutDisk): number => (disk.identity.path === question.disk.path ? 0 : 1);
  return {
    layout: {
      ...plainLayout,
      kind: 'manual',
      disks: [...planned].sort((a, b) => first(a) - first(b)),
      fileSystems: fileSystemsOf(question, used),
      sharedEsp: used.some(({ p }) => p.role === 'esp' && p.action === 'keep'),
    },
    issues,
  };
}
