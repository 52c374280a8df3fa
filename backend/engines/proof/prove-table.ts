// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';
import {
  deviceOf,
  fileSystemOf,
  type LayoutDisk,
  type PlannedPartition,
} from '../../../core/plan/storage/layout.ts';
import type { ActionContext } from '../../execute/context.ts';
import type { Proof } from './finding.ts';

const sfdiskJson = z.object({
  partitiontable: z.object({
    label: z.string(),
    partitions: z.array(
      z.object({
        node: z.string(),
        start: z.number(),
        size: z.number(),
        type: z.string(),
        uuid: z.string().optional(),
        name: z.string().optional(),
      }),
    ),
  }),
});
type Found = z.infer<typeof sfdiskJson>['partitiontable']['partitions'][number];

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

async function proveDisk(
  disk: LayoutDisk,
  foreignTable: boolean,
  { runner }: ActionContext,
): Promise<string[]> {
  const argv = ['sfdisk', '--json', disk.identity.path] as const;
  const { stdout } = await runner.run({ argv, timeoutMs: 60_000 });
  const { partitiontable: table } = sfdiskJson.parse(JSON.parse(stdout));
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

/** The tables on the disks are the planned ones, and each file system has the UUID that was written down. */
export const proveTable: Proof = async ({ layout, foreignTable, uuids }, context) => {
  const { runner } = context;
  const findings: string[] = [];
  for (const disk of layout.disks) findings.push(...(await proveDisk(disk, foreignTable, context)));
  for (const role of ['root', 'boot', 'esp'] as const) {
    const fileSystem = fileSystemOf(layout, role);
    if (uuids[role] === null || fileSystem === undefined) continue;
    const path = deviceOf(fileSystem);
    const argv = ['blkid', '--probe', '--output', 'value', '--match-tag', 'UUID', path] as const;
    const uuid = (await runner.run({ argv, timeoutMs: 60_000, okExitCodes: [0, 2] })).stdout.trim();
    if (uuid === '' || uuid !== uuids[role]) findings.push(`the file system of ${role} has UUID "${uuid}"`);
  }
  return findings;
};
