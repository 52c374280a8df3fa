// SPDX-License-Identifier: Apache-2.0
import { errorIssue, type Issue } from '../../issues/issue.ts';
import { freeBytes } from './kept-root.ts';
import type { LayoutQuestion } from './layout-question.ts';
import { fileSystemOf, type Layout, type PlannedFileSystem } from './layout.ts';

/** The file system that a swap file lies in: that of /var where it has one of its own, else the root. */
export function swapPlace(layout: Layout): PlannedFileSystem | undefined {
  const own = ['/var/swap', '/var'].flatMap((place) =>
    layout.fileSystems.filter(({ mount }) => mount === place),
  );
  return own[0] ?? fileSystemOf(layout, 'root');
}

/** Bytes free for it; null: nobody looked. */
function freeOn(
  { facts }: LayoutQuestion,
  { disks }: Layout,
  { action, partitions }: PlannedFileSystem,
): number | null {
  const on = disks.find((disk) => disk.partitions.some(({ path }) => path === partitions[0]));
  const planned = on?.partitions.find(({ path }) => path === partitions[0]);
  if (planned === undefined) return null;
  if (action === 'make') return planned.sizeBytes;
  const disk = facts.disks.find(({ path }) => path === on?.identity.path);
  const found = disk?.partitions.find(({ number }) => number === planned.number);
  return found === undefined ? null : freeBytes(found);
}

/** Why no swap file can be made where it would lie; that it fits into the root was looked at with the root. */
export function checkSwapPlace(question: LayoutQuestion, layout: Layout): Issue[] {
  const { kind, swapFileBytes: neededBytes } = layout;
  const place = swapPlace(layout);
  if (neededBytes === 0 || place === undefined || place.id === 'root') return [];
  const at = ['swap'];
  const issues: Issue[] = [];
  if (place.action === 'keep' && question.request.encryption !== undefined) {
    const why = 'it would lie without encryption in the /var that is kept; use a partition or zram';
    issues.push(errorIssue('layout-engine', at, { kind, engine: 'this installer', why }));
  }
  const foundBytes = freeOn(question, layout, place);
  if (foundBytes !== null && foundBytes < neededBytes) {
    const missingBytes = neededBytes - foundBytes;
    issues.push(
      errorIssue('partition-too-small', at, { role: 'swap', foundBytes, neededBytes, missingBytes }),
    );
  }
  return issues;
}
