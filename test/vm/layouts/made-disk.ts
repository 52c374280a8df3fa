// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { RealRunner } from '../../../backend/runner/real-runner.ts';
import { makeEmptyDisk } from '../disk-images.ts';

const TOOL_MS = 600_000;
const SECTOR_BYTES = 512;

/** A partition as sfdisk(8) tells it; start and size in sectors of 512 bytes. */
export const tableEntrySchema = z.object({
  node: z.string(),
  start: z.int(),
  size: z.int(),
  type: z.string(),
  uuid: z.string(),
  name: z.string().optional(),
  attrs: z.string().optional(),
});
export type TableEntry = z.infer<typeof tableEntrySchema>;

const tableSchema = z.object({
  partitiontable: z.object({
    label: z.literal('gpt'),
    id: z.string(),
    partitions: z.array(tableEntrySchema),
  }),
});

/** Runs a program of this machine; returns its standard output. */
export async function tool(argv: readonly [string, ...string[]], stdin?: string): Promise<string> {
  const given = stdin === undefined ? {} : { stdin };
  return (await new RealRunner().run({ argv, timeoutMs: TOOL_MS, ...given })).stdout;
}

/** A directory that is gone after its use: not in memory, because images are put together in it. */
export async function inScratch<T>(use: (directory: string) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), 'particleos-layouts-'));
  try {
    return await use(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** Makes a raw disk with a GPT; lines: partitions in the words of sfdisk(8). */
export async function makeDisk(path: string, sizeBytes: number, lines: readonly string[]): Promise<string> {
  await makeEmptyDisk(path, sizeBytes);
  await tool(['sfdisk', '--quiet', path], ['label: gpt', ...lines, ''].join('\n'));
  return path;
}

/** The partitions of a raw disk by their numbers. */
export async function readTable(path: string): Promise<Map<number, TableEntry>> {
  const { partitiontable } = tableSchema.parse(JSON.parse(await tool(['sfdisk', '--json', path])));
  return new Map(partitiontable.partitions.map((entry) => [Number(entry.node.slice(path.length)), entry]));
}

/** One entry of a table that must be there. */
export async function entryAt(path: string, number: number): Promise<TableEntry> {
  const entry = (await readTable(path)).get(number);
  if (entry === undefined) throw new Error(`${path} has no partition ${String(number)}`);
  return entry;
}

/** Bytes of a partition. */
export function sizeOf({ size }: TableEntry): number {
  return size * SECTOR_BYTES;
}

const copy = ['bs=1M', 'conv=notrunc,sparse', 'status=none'] as const;

/** Writes a file over a partition; its table entry says where that is. */
export async function putPartition(path: string, entry: TableEntry, from: string): Promise<void> {
  const at = `seek=${String(entry.start * SECTOR_BYTES)}`;
  await tool(['dd', `if=${from}`, `of=${path}`, at, 'oflag=seek_bytes', ...copy]);
}

/** Reads a partition into a file, sparsely. */
export async function takePartition(path: string, entry: TableEntry, to: string): Promise<void> {
  await makeEmptyDisk(to, sizeOf(entry));
  const from = [`skip=${String(entry.start * SECTOR_BYTES)}`, `count=${String(sizeOf(entry))}`];
  await tool(['dd', `if=${path}`, `of=${to}`, ...from, 'iflag=skip_bytes,count_bytes', ...copy]);
}
