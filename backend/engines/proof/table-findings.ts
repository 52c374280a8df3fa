// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';
import type { LayoutDisk, PlannedPartition } from '../../../core/plan/storage/layout.ts';

const sfdiskJson = z.object({
  partitiontable: z.object({
    label: z.string(),
    // A table without partitions is printed without this key.
    partitions: z
      .array(
        z.object({
          node: z.string(),
          start: z.number(),
          size: z.number(),
          type: z.string(),
          uuid: z.string().optional(),
          name: z.string().optional(),
        }),
      )
      .default([]),
  }),
});
type Table = z.infer<typeof sfdiskJson>['partitiontable'];
type Found = Table['partitions'][number];

/** What `sfdisk --json` printed; null when that is no table. */
function tableIn(stdout: string): Table | null {
  try {
    return sfdiskJson.safeParse(JSON.parse(stdout)).data?.partitiontable ?? null;
  } catch {
    return null;
  }
}

/** A partition of the layout against the one that was found at its node. */
function compare(planned: PlannedPartition, found: Found | undefined, sectorBytes: number): string | null {
  const { path } = planned;
  if (found === undefined) return `${path} is missing`;
  if (found.start * sectorBytes !== planned.startBytes || found.size * sectorBytes !== planned.sizeBytes)
    return `${path} has another place or size`;
  return compareType(planned, found);
}

function compareType({ path, typeGuid, partUuid, label }: PlannedPartition, found: Found): string | null {
  if (typeGuid !== null && found.type.toLowerCase() !== typeGuid) return `${path} has type ${found.type}`;
  // Of what is kept nothing may have changed.
  if (partUuid !== null && found.uuid?.toLowerCase() !== partUuid.toLowerCase())
    return `${path} has UUID ${found.uuid ?? 'none'}`;
  if (partUuid !== null && label !== null && found.name !== label)
    return `${path} has the name ${found.name ?? 'none'}`;
  return null;
}

/**
 * What is wrong with the table of a disk, by what `sfdisk --json` printed of it; empty is a pass. foreignTable: somebody
 * else wrote it, so places and sizes are theirs. Pure, and total: whatever was printed is judged.
 */
export function tableFindings(disk: LayoutDisk, foreignTable: boolean, stdout: string): string[] {
  const table = tableIn(stdout);
  if (table === null) return [`what sfdisk prints of ${disk.identity.path} is no partition table`];
  const findings = table.label === 'gpt' ? [] : [`the partition table is ${table.label}`];
  for (const planned of disk.partitions) {
    const found = table.partitions.find((p) => p.node === planned.path);
    // A number may have been given anew.
    if (planned.action === 'delete') continue;
    const finding =
      foreignTable && found !== undefined
        ? compareType(planned, found)
        : compare(planned, found, disk.sectorBytes);
    if (finding !== null) findings.push(finding);
  }
  return findings;
}
