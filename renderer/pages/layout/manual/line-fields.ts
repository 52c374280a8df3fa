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
  /** Empty: none, of one that is resized. */
  readonly role: ManualRole | '';
  readonly mount: string;
  /** Empty: as the image wants, or ext4. */
  readonly fileSystem: string;
  /** As people write sizes; empty: all that is left. */
  readonly size: string;
  /** As a size from the start of the disk; empty: where there is room. */
  readonly start: string;
  /** In the table; empty: as the installer names it. */
  readonly label: string;
  readonly flags: readonly string[];
}
export type ManualRole = (typeof manualRole.options)[number];

/** Attributes that a partition can be given, by their names in sfdisk(8). */
export const partitionFlags = ['RequiredPartition', 'NoBlockIOProtocol', 'LegacyBIOSBootable'];

/** Fields whose text may be none that can be read. */
const typed = ['mount', 'size', 'start', 'label'] as const;
export type TypedField = (typeof typed)[number];

const none: LineFields = {
  action: 'leave',
  role: 'data',
  mount: '/home',
  fileSystem: '',
  size: '',
  start: '',
  label: '',
  flags: [],
};

/** The form for a line that is there, for a partition without one, or (both null) for a new one. */
export function fieldsOf(line: ManualPartition | null, partition: Partition | null): LineFields {
  if (line === null) return partition === null ? { ...none, action: 'create' } : none;
  const size = line.action === 'create' ? line.size : line.action === 'resize' ? line.to : undefined;
  const sized = { ...none, action: line.action, size: size === undefined ? '' : String(size) };
  if (line.action === 'resize') {
    const { mount } = line;
    return { ...sized, role: mount === undefined ? '' : 'data', mount: mount ?? none.mount };
  }
  if (!('role' in line)) return sized;
  const { role, mount = '/home', fileSystem = '' } = line;
  const used = { ...sized, role, mount, fileSystem };
  if (line.action === 'keep') return used;
  const { label = '', flags = [] } = line;
  const start = line.action === 'create' && line.start !== undefined ? String(line.start) : '';
  return { ...used, start, label, flags };
}

/** The line that a form stands for; null: none. The name of a field: its text cannot be read. */
export function lineOf(
  fields: LineFields,
  disk: Disk,
  partition: Partition | null,
): ManualPartition | null | TypedField {
  const { action, role, flags } = fields;
  if (action === 'leave') return null;
  const selector = partition === null ? null : partitionSelectorFor(disk, partition);
  const fileSystem = dataFileSystem.safeParse(fields.fileSystem).data;
  const hasFileSystem = (role === 'data' || role === 'root') && action !== 'keep' && fileSystem !== undefined;
  const use = {
    role,
    ...(role === 'data' ? { mount: fields.mount.trim() } : {}),
    ...(hasFileSystem ? { fileSystem } : {}),
  };
  const said = (name: 'size' | 'start' | 'label'): object => {
    const text = fields[name].trim();
    return text === '' ? {} : { [name]: text };
  };
  const inTable = { ...said('label'), ...(flags.length === 0 ? {} : { flags }) };
  const parts: Readonly<Record<ManualPartition['action'], object>> = {
    create: { ...use, ...said('size'), ...said('start'), ...inTable },
    delete: { partition: selector },
    resize: {
      partition: selector,
      to: fields.size.trim(),
      ...(role === '' ? {} : { mount: fields.mount.trim() }),
    },
    format: { partition: selector, ...use, ...inTable },
    keep: { partition: selector, ...use },
  };
  const read = manualPartition.safeParse({ action, ...parts[action] });
  if (read.success) return read.data;
  const [first] = read.error.issues;
  // What is said of the new size stands in the field for the size.
  return typed.find((name) => name === first?.path[0]) ?? 'size';
}
