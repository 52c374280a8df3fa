// SPDX-License-Identifier: Apache-2.0
import type { Disk, Partition } from '../../facts/facts.ts';
import { errorIssue, type Issue } from '../../issues/issue.ts';
import type { LayoutRequest } from '../../request/layout-request.ts';
import { besideLayout } from './beside-layout.ts';
import { selectPartition } from './find-partition.ts';
import type { Change } from './kept-table.ts';
import { refusedLayout, type LaidOut, type LayoutQuestion } from './layout-question.ts';
import { typeGuid } from './partition-role.ts';

type Replace = Extract<LayoutRequest, { kind: 'replace' }>;

/** The partitions of the system that one of them belongs to, but for ESPs and for what another system uses as well. */
function ownPartitions(disk: Disk, { name }: Partition): Partition[] {
  const system = disk.systems.find(({ partitions }) => partitions.includes(name));
  if (system === undefined) return [];
  const ofOthers = new Set(
    disk.systems.filter((other) => other !== system).flatMap(({ partitions }) => partitions),
  );
  return disk.partitions.filter(
    (p) =>
      system.partitions.includes(p.name) && !ofOthers.has(p.name) && p.type?.toLowerCase() !== typeGuid.esp,
  );
}

/** The partitions that go, or why there are none. */
function goingPartitions({ disk }: LayoutQuestion, { system, partitions }: Replace): Partition[] | Issue[] {
  if (system !== undefined) {
    const path = ['layout', 'system'];
    const root = selectPartition(disk, system, path);
    if ('code' in root) return [root];
    const own = ownPartitions(disk, root);
    // Without the one that was named the system would stay, and lack the rest.
    return !own.includes(root) ? [errorIssue('replace-nothing', path, { partition: root.name })] : own;
  }
  const named = (partitions ?? []).map((selector, index) =>
    selectPartition(disk, selector, ['layout', 'partitions', index]),
  );
  const missing = named.filter((item): item is Issue => 'code' in item);
  return missing.length > 0 ? missing : named.filter((item): item is Partition => !('code' in item));
}

function isIssues(found: Partition[] | Issue[]): found is Issue[] {
  return found.some((item) => 'code' in item);
}

/** The system in place of another one, whose partitions go; ESPs stay, formatted by nobody. */
export function replaceLayout(question: LayoutQuestion, request: Replace): LaidOut {
  const going = goingPartitions(question, request);
  if (isIssues(going)) return refusedLayout(...going);
  const changes = new Map<number, Change>(going.map(({ number }) => [number ?? 0, { action: 'delete' }]));
  return besideLayout(question, { kind: 'replace', changes });
}
