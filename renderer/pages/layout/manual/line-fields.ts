// SPDX-License-Identifier: Apache-2.0
import type { Disk, Partition } from '../../../../core/facts/facts.ts';
import { partitionSelectorFor } from '../../../../core/plan/offers/partition-selector-for.ts';
import {
  dataFileSystem,
  manualPartition,
  manualRole,
  type ManualPartition,
} from '../../../../core/request/layout-request.ts';

/** What the form of a partition holds, as typed. `leave`: nothing is done with it. */
export interface LineFields {
  readonly action: ManualPartition['action'] | 'leave';
  readonly role: ManualRole;
  readonly mount: string;
  /** Empty: as the image wants, or ext4. */
  readonly fileSystem: string;
  /** As people write sizes; empty: all that is left. */
  readonly size: string;
}
export type ManualRole = (typeof manualRole.options)[number];

/** The form for a line that is there, for a partition without one, or (both null) for a new one. */
export function fieldsOf(line: ManualPartition | null, partition: Partition | null): LineFields {
  const none = { action: 'leave', role: 'data', mount: '/home', fileSystem: '', size: '' } as const;
  if (line === null) return partition === null ? { ...none, action: 'create' } : none;
  const size = line.action === 'create' ? line.size : line.action === 'resize' ? line.to : undefined;
  const sized = { ...none, action: line.action, size: size === undefined ? '' : String(size) };
  if (!('role' in line)) return sized;
  return { ...sized, role: line.role, mount: line.mount ?? '/home', fileSystem: line.fileSystem ?? '' };
}

/** The line that a form stands for; null: none. 'size' or 'mount': that field cannot be read. */
export function lineOf(
  fields: LineFields,
  disk: Disk,
  partition: Partition | null,
): ManualPartition | null | 'size' | 'mount' {
  const { action, role, size } = fields;
  if (action === 'leave') return null;
  const selector = partition === null ? null : partitionSelectorFor(disk, partition);
  const fileSystem = dataFileSystem.safeParse(fields.fileSystem).data;
  const hasFileSystem = (role === 'data' || role === 'root') && action !== 'keep' && fileSystem !== undefined;
  const use = {
    role,
    ...(role === 'data' ? { mount: fields.mount.trim() } : {}),
    ...(hasFileSystem ? { fileSystem } : {}),
  };
  const sizes = { create: { size: size.trim() }, resize: { to: size.trim() } };
  const parts: Readonly<Record<ManualPartition['action'], object>> = {
    create: { ...use, ...(size.trim() === '' ? {} : sizes.create) },
    delete: { partition: selector },
    resize: { partition: selector, ...sizes.resize },
    format: { partition: selector, ...use },
    keep: { partition: selector, ...use },
  };
  const read = manualPartition.safeParse({ action, ...parts[action] });
  if (read.success) return read.data;
  return read.error.issues.some(({ path }) => path[0] === 'mount') ? 'mount' : 'size';
}
