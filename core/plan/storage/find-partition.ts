// SPDX-License-Identifier: Apache-2.0
import { describeDisk } from '../../facts/disk-identity.ts';
import type { Disk, Partition } from '../../facts/facts.ts';
import { errorIssue, type Issue } from '../../issues/issue.ts';
import { partitionInWords, type PartitionSelector } from '../../request/layout-request.ts';

/** The partition that a selector names, or why there is none. path: where the request names it. */
export function selectPartition(
  disk: Disk,
  selector: PartitionSelector,
  path: Issue['path'],
): Partition | Issue {
  const fits = ({ number, partUuid }: Partition): boolean =>
    'number' in selector
      ? number === selector.number
      : partUuid?.toLowerCase() === selector.partUuid.toLowerCase();
  const found = disk.partitions.filter(fits);
  const [partition] = found;
  if (partition !== undefined && found.length === 1) return partition;
  const all = disk.partitions.map(
    ({ name, number, partUuid }) => `${name} (${number ?? '?'}, ${partUuid ?? '?'})`,
  );
  return errorIssue('partition-not-found', path, {
    disk: describeDisk(disk),
    wanted: partitionInWords(selector),
    found: all.length === 0 ? 'none' : all.join('; '),
  });
}
