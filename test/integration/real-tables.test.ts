// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { mkdtemp, open, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as z from 'zod';
import { RealRunner } from '../../backend/runner/real-runner.ts';
import { factsSchema, type Disk } from '../../core/facts/facts.ts';
import { makePlan } from '../../core/plan/make-plan.ts';
import type { Plan } from '../../core/plan/plan.ts';
import type { LayoutDisk, PlannedPartition } from '../../core/plan/storage/layout.ts';
import { loadRequest } from '../../core/request/load.ts';

/** The scripts of the golden plans, run by the real sfdisk on sparse files as large as the disks they were made for. */
const folder = new URL('../fixtures/plans/', import.meta.url);
const runner = new RealRunner();
const MiB = 1024 ** 2;
let directory = '';

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tables-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

async function scenario(name: string): Promise<{ plan: Plan | null; disks: readonly Disk[] }> {
  const text = (file: string): Promise<string> => readFile(new URL(`${name}/${file}`, folder), 'utf8');
  const facts = factsSchema.parse(JSON.parse(await text('facts.json')));
  const loaded = loadRequest(await text('request.yaml'));
  return { plan: loaded.ok ? makePlan(facts, loaded.request).plan : null, disks: facts.disks };
}

async function sfdisk(argv: readonly string[], stdin?: string): Promise<string> {
  const { stdout } = await runner.run({
    argv: ['sfdisk', ...argv],
    timeoutMs: 60_000,
    okExitCodes: [0],
    ...(stdin === undefined ? {} : { stdin }),
  });
  return stdout;
}

/** Writes the table that was found, as `sfdisk --dump` would have printed it. */
async function writeFound(file: string, disk: Disk): Promise<void> {
  const lines = disk.partitions.map((p) =>
    [
      `${p.number ?? 0} : start=${(p.startBytes ?? 0) / 512}`,
      `size=${p.sizeBytes / 512}`,
      `type=${p.type ?? ''}`,
      ...(p.partUuid === null ? [] : [`uuid=${p.partUuid}`]),
      ...(p.partLabel === null ? [] : [`name="${p.partLabel}"`]),
      ...(p.flags.length === 0 ? [] : [`attrs="${p.flags.join(' ')}"`]),
    ].join(', '),
  );
  const head = [
    'label: gpt',
    ...(disk.tableId === null ? [] : [`label-id: ${disk.tableId}`]),
    'first-lba: 34',
    '',
  ];
  await sfdisk(['--quiet', file], [...head, ...lines, ''].join('\n'));
}

/** Places that no step may write: the first and last bytes of what is kept. */
function keptPlaces({ partitions }: LayoutDisk): { at: number; length: number }[] {
  const ends = (p: PlannedPartition): { at: number; length: number }[] => {
    const length = Math.min(MiB, p.sizeBytes);
    return [
      { at: p.startBytes, length },
      { at: p.startBytes + p.sizeBytes - length, length },
    ];
  };
  return partitions.filter(({ action }) => ['keep', 'format', 'resize'].includes(action)).flatMap(ends);
}

async function fill(file: string, places: readonly { at: number; length: number }[]): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    // What mkfs would leave there: a signature that a careless --wipe would take away.
    for (const { at, length } of places) {
      const bytes = Buffer.alloc(length, at.toString(36));
      bytes.write('\x53\xEF', Math.min(0x438, length - 2), 'latin1');
      await handle.write(bytes, 0, length, at);
    }
  } finally {
    await handle.close();
  }
}

async function sums(file: string, places: readonly { at: number; length: number }[]): Promise<string[]> {
  const handle = await open(file, 'r');
  try {
    const found: string[] = [];
    for (const { at, length } of places) {
      const bytes = Buffer.alloc(length);
      await handle.read(bytes, 0, length, at);
      found.push(createHash('sha256').update(bytes).digest('hex'));
    }
    return found;
  } finally {
    await handle.close();
  }
}

const dumped = z.object({
  partitiontable: z.object({
    id: z.string(),
    partitions: z
      .array(
        z.object({
          node: z.string(),
          start: z.number(),
          size: z.number(),
          type: z.string(),
          uuid: z.string(),
          name: z.string().optional(),
          attrs: z.string().optional(),
        }),
      )
      .default([]),
  }),
});

type Found = Readonly<Record<string, unknown>>;

async function tableOf(file: string): Promise<{ id: string; partitions: Map<number, Found> }> {
  const { partitiontable } = dumped.parse(JSON.parse(await sfdisk(['--json', file])));
  const partitions = partitiontable.partitions.map(
    ({ node, type, uuid, name, attrs, ...place }): [number, Found] => [
      Number(node.slice(file.length)),
      {
        ...place,
        type: type.toLowerCase(),
        uuid: uuid.toLowerCase(),
        name: name ?? null,
        attrs: attrs ?? '',
      },
    ],
  );
  return { id: partitiontable.id, partitions: new Map(partitions) };
}

function asFound(p: PlannedPartition, found: Found | undefined): Found {
  return {
    start: p.startBytes / 512,
    size: p.sizeBytes / 512,
    type: p.typeGuid,
    uuid: p.partUuid?.toLowerCase() ?? found?.['uuid'],
    name: p.label,
    attrs: p.flags.join(' '),
  };
}

const scenarios = (await readdir(folder)).filter((name) =>
  /^(free-space|alongside|replace|manual|erase-sep|bootc-sep|raid1|swap)/.test(name),
);

test.each(scenarios)('%s: sfdisk makes the planned table, and leaves what is kept', async (name) => {
  const { plan, disks } = await scenario(name);
  expect(plan).not.toBeNull();
  for (const planned of plan?.layout.disks ?? []) {
    const { path } = planned.identity;
    const disk = disks.find((candidate) => candidate.path === path);
    const file = join(directory, `${path.split('/').at(-1) ?? ''}.img`);
    await writeFile(file, '');
    await truncate(file, planned.identity.sizeBytes);
    if (disk?.table === 'gpt') await writeFound(file, disk);
    const before = disk?.table === 'gpt' ? await sfdisk(['--dump', file]) : null;
    const places = planned.table === 'new' ? [] : keptPlaces(planned);
    await fill(file, places);
    const old = await sums(file, places);
    const id = before === null ? null : (await tableOf(file)).id;
    for (const step of plan?.steps ?? []) {
      if (step.kind !== 'command' || step.argv[0] !== 'sfdisk' || step.argv.includes('--dump')) continue;
      if (!step.argv.includes(path)) continue;
      const argv = step.argv.slice(1).map((arg) => (arg === path ? file : arg));
      const text = step.stdin !== undefined && 'text' in step.stdin ? step.stdin.text : undefined;
      await sfdisk(argv, text);
    }
    const after = await tableOf(file);
    const there = planned.partitions.filter(({ action }) => action !== 'delete');
    expect([...after.partitions.keys()].toSorted((a, b) => a - b)).toEqual(
      there.map(({ number }) => number).toSorted((a, b) => a - b),
    );
    for (const p of there) {
      const found = after.partitions.get(p.number);
      expect(found).toEqual(asFound(p, found));
    }
    expect(await sums(file, places)).toEqual(old);
    if (planned.table === 'new' || before === null) continue;
    expect(after.id).toBe(id);
    // What `undo-table` does with the dump in the log.
    await sfdisk(['--quiet', '--wipe=never', '--wipe-partitions=never', file], before);
    expect(await sfdisk(['--dump', file])).toBe(before);
    expect(await sums(file, places)).toEqual(old);
  }
});
