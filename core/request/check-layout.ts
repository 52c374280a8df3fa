// SPDX-License-Identifier: Apache-2.0
import { errorIssue, type Issue } from '../issues/issue.ts';
import { canonicalMount } from './canonical-mount.ts';
import { selectorInWords } from './disk-selector.ts';
import { partitionInWords, type LayoutRequest, type ManualPartition } from './layout-request.ts';
import type { Request } from './request.ts';

type Path = Issue['path'];
type Manual = Extract<LayoutRequest, { kind: 'manual' }>;

/** A partition that gets, or has, a use. */
type Used = Extract<ManualPartition, { role: string }>;

function isUsed(partition: ManualPartition): partition is Used {
  return 'role' in partition;
}

/** What a role needs beside itself, and what it settles by itself. */
function checkRole(partition: Used, path: Path): Issue[] {
  const { role, mount, fileSystem, action } = partition;
  const issues: Issue[] = [];
  if (role === 'data' && mount === undefined)
    issues.push(errorIssue('layout-role-needs', path, { key: 'mount' }));
  if (role !== 'data' && mount !== undefined)
    issues.push(errorIssue('layout-role-not', [...path, 'mount'], { role, key: 'mount' }));
  if (!['data', 'root'].includes(role) && fileSystem !== undefined)
    issues.push(errorIssue('layout-role-not', [...path, 'fileSystem'], { role, key: 'fileSystem' }));
  if (action === 'keep' && (role === 'root' || role === 'boot')) {
    const found = partitionInWords(partition.partition);
    issues.push(errorIssue('layout-root-formats', path, { role, partition: found }));
  }
  return issues;
}

function checkRoles({ disks }: Manual): Issue[] {
  const used = disks.flatMap(({ partitions }) => partitions.filter(isUsed));
  const issues: Issue[] = [];
  for (const role of ['root', 'boot', 'esp', 'swap'] as const) {
    const count = used.filter((partition) => partition.role === role).length;
    if (count > 1) issues.push(errorIssue('layout-role-twice', ['layout', 'disks'], { role, count }));
  }
  if (!used.some(({ role }) => role === 'root'))
    issues.push(errorIssue('layout-not-by-hand', ['layout', 'disks'], { what: 'a root', role: 'root' }));
  return issues;
}

function checkManual(layout: Manual): Issue[] {
  const lines = layout.disks.flatMap(({ partitions, table, disk: selector }, at) =>
    partitions.flatMap((partition, index) => {
      const path = ['layout', 'disks', at, 'partitions', index];
      const { action } = partition;
      const issues = isUsed(partition) ? checkRole(partition, path) : [];
      if (table === 'new' && action !== 'create') {
        const disk = `the disk with ${selectorInWords(selector)}`;
        issues.push(errorIssue('layout-new-table-keeps', path, { disk, action }));
      }
      return issues;
    }),
  );
  return [...checkRoles(layout), ...lines];
}

/** Places of further file systems that a layout names, with where they are named. */
function mountsOf({ layout, fileSystem }: Request): { mount: string; path: Path }[] {
  const inSubvolumes = (fileSystem?.subvolumes ?? []).map(({ mount }, index) => ({
    mount,
    path: ['fileSystem', 'subvolumes', index],
  }));
  if (layout === undefined) return inSubvolumes;
  if (layout.kind === 'manual') {
    const made = layout.disks.flatMap(({ partitions }, at) =>
      partitions.flatMap((partition, index) =>
        'mount' in partition && partition.mount !== undefined
          ? [{ mount: partition.mount, path: ['layout', 'disks', at, 'partitions', index] }]
          : [],
      ),
    );
    return [...made, ...inSubvolumes];
  }
  const separate = 'separate' in layout ? (layout.separate ?? []) : [];
  return [
    ...separate.map(({ mount }, index) => ({ mount, path: ['layout', 'separate', index] })),
    ...inSubvolumes,
  ];
}

function checkMounts(request: Request): Issue[] {
  const seen = new Set<string>();
  return mountsOf(request).flatMap(({ mount, path }) => {
    const place = canonicalMount(mount);
    if (seen.has(place)) return [errorIssue('layout-mount-twice', path, { mount: place })];
    seen.add(place);
    return [];
  });
}

function checkSubvolumes({ fileSystem }: Request): Issue[] {
  const subvolumes = fileSystem?.subvolumes;
  if (subvolumes === undefined) return [];
  const at = ['fileSystem', 'subvolumes'];
  const names = subvolumes.map(({ name }) => name);
  const twice = names.filter((name, index) => names.indexOf(name) < index);
  return [
    ...(subvolumes.some(({ mount }) => mount === '/') ? [] : [errorIssue('subvolume-root', at)]),
    ...twice.map((name) => errorIssue('subvolume-twice', at, { name })),
  ];
}

/** What can be said of a layout without the machine. */
export function checkLayout(request: Request): Issue[] {
  const { layout } = request;
  const issues: Issue[] = [];
  if (layout?.kind === 'replace' && (layout.system === undefined) === (layout.partitions === undefined))
    issues.push(errorIssue('replace-chosen', ['layout']));
  if (layout?.kind === 'manual') issues.push(...checkManual(layout));
  if (layout?.kind === 'mounted' && request.releaseDisk === true)
    issues.push(errorIssue('release-mounted', ['releaseDisk'], { root: layout.root }));
  return [...issues, ...checkMounts(request), ...checkSubvolumes(request)];
}
