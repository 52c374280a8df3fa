// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';
import { diskEdges } from './disk-edges.ts';
import { formatDiskBytes } from './format-disk-bytes.ts';
import type { Disk } from './facts.ts';

export const diskIdentitySchema = z.object({
  path: z.string(),
  serial: z.string().nullable(),
  wwn: z.string().nullable(),
  byId: z.array(z.string()),
  model: z.string().nullable(),
  sizeBytes: z.number().int(),
  logicalSectorBytes: z.number().int(),
  /** Identifier of the partition table found when the plan was made; null: no table. */
  tableId: z.string().nullable(),
  /** Absent: the plan was made without the right to read the disk. */
  edges: diskEdges.optional(),
});
/** What pins a plan to one disk; read again right before the first write and compared. */
export type DiskIdentity = z.infer<typeof diskIdentitySchema>;

/** The identity of a probed disk. */
export function identityOf(disk: Disk): DiskIdentity {
  const { path, serial, wwn, byId, model, sizeBytes, logicalSectorBytes, tableId } = disk;
  const edges = disk.edges === undefined ? {} : { edges: disk.edges };
  return {
    path,
    serial,
    wwn,
    byId: [...byId].sort(),
    model,
    sizeBytes,
    logicalSectorBytes,
    tableId,
    ...edges,
  };
}

/** The disk in a person's words: "Samsung SSD 980 (serial S64D..., 1.0 TB, nvme, /dev/nvme0n1)". */
export function describeDisk(disk: Pick<Disk, 'path' | 'model' | 'serial' | 'sizeBytes' | 'bus'>): string {
  const facts = [
    disk.serial === null ? 'no serial' : `serial ${disk.serial}`,
    formatDiskBytes(disk.sizeBytes),
    ...(disk.bus === null ? [] : [disk.bus]),
    disk.path,
  ];
  return `${disk.model ?? 'disk'} (${facts.join(', ')})`;
}
