// SPDX-License-Identifier: Apache-2.0
import type { Disk, Partition } from '../../../../core/facts/facts.ts';
import { partitionSelectorFor } from '../../../../core/plan/offers/partition-selector-for.ts';
import type { ManualDisk, ManualPartition } from '../../../../core/request/layout-request.ts';

/** A row of the table: a partition that is there, one that is made, or one of both with what is to become of it. */
export interface ManualRow {
  readonly key: string;
  /** Null: it is made. */
  readonly partition: Partition | null;
  /** Place of its line in the request; null: none, it is left as it is. */
  readonly at: number | null;
  readonly line: ManualPartition | null;
}

/** The rows in disk order, what is made after it. A new table keeps nothing. */
export function manualRows(disk: Disk, { table, partitions: lines }: ManualDisk): ManualRow[] {
  const found = disk.partitions.map((partition): ManualRow => {
    const selector = JSON.stringify(partitionSelectorFor(disk, partition));
    const at = lines.findIndex(
      (line) => line.action !== 'create' && JSON.stringify(line.partition) === selector,
    );
    return {
      key: partition.name,
      partition,
      at: at === -1 ? null : at,
      line: lines[at] ?? null,
    };
  });
  const made = lines.flatMap((line, at): ManualRow[] =>
    line.action === 'create' ? [{ key: `new ${at}`, partition: null, at, line }] : [],
  );
  return [...(table === 'new' ? [] : found), ...made];
}

/** The lines with one put in, changed, or (null) taken out. at: null puts it at the end. */
export function withLine(
  lines: readonly ManualPartition[],
  at: number | null,
  line: ManualPartition | null,
): ManualPartition[] {
  if (at === null) return line === null ? [...lines] : [...lines, line];
  return lines.flatMap((before, index) => (index === at ? (line === null ? [] : [line]) : [before]));
}
