// SPDX-License-Identifier: Apache-2.0
import type { Layout, LayoutDisk, PlannedPartition } from './layout.ts';
import { MiB } from './partition-sizes.ts';

/** MiB with one decimal where it is no whole number: partitions of others need not stand on one. */
function inMiB(bytes: number): string {
  const value = bytes / MiB;
  return Number.isInteger(value) ? String(value) : value.toFixed(1);
}

const actionWords: Readonly<Record<PlannedPartition['action'], string>> = {
  keep: 'kept',
  create: 'new',
  delete: 'removed',
  resize: 'resized',
  format: 'formatted',
};

function partitionLine(p: PlannedPartition, { table }: LayoutDisk): string {
  const size = `${inMiB(p.sizeBytes)} MiB`.padStart(12);
  const line = `  ${p.path.padEnd(16)} ${p.role.padEnd(10)} at ${inMiB(p.startBytes).padStart(6)} MiB ${size}`;
  if (table === 'new') return line;
  const from = p.action === 'resize' && p.was !== null ? ` from ${inMiB(p.was.sizeBytes)} MiB` : '';
  const isNamed = p.action === 'keep' || p.entry?.label !== undefined;
  const name = isNamed && p.label !== null ? `, ${p.label}` : '';
  return `${line}  ${actionWords[p.action]}${from}${name}`;
}

/** What a kept system has beside its own parts, one line each; empty: nothing. */
function takenOverLines({ takenOver }: Layout): string[] {
  const lines = (takenOver?.mounts ?? []).map(({ place, from, isEncrypted }) => {
    const where = from === null ? 'when it is there' : `from ${isEncrypted ? 'the encrypted ' : ''}${from}`;
    return `  ${(place ?? 'swap').padEnd(16)} ${where}`;
  });
  return lines.length === 0 ? [] : ['', 'Mounted as before', ...lines];
}

/** The partitions of every disk, one line each, with what becomes of those that are there; and what is mounted as before. */
export function describeLayout(layout: Layout): string[] {
  const { disks } = layout;
  const parts = disks.flatMap((disk) => {
    const whose = disks.length === 1 ? '' : ` of ${disk.identity.path}`;
    const kept = disk.table === 'kept' ? ', kept' : '';
    return ['', `Partitions${whose} (GPT${kept})`, ...disk.partitions.map((p) => partitionLine(p, disk))];
  });
  return [...parts, ...takenOverLines(layout)];
}
