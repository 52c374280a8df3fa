// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { factsSchema, type Disk, type Partition } from '../../core/facts/facts.ts';
import { continuePlan } from '../../core/journal/continue-plan.ts';
import { makePlan } from '../../core/plan/make-plan.ts';
import type { PlannedPartition } from '../../core/plan/storage/layout.ts';
import { loadRequest } from '../../core/request/load.ts';
import { givenContext } from '../execute/given-context.ts';
import { RecordingRunner } from '../runner/recording-runner.ts';
import { checkDiskIdentity } from './check-disk-identity.ts';

const SECTOR_BYTES = 512;

/** A disk as lsblk prints it. */
function printed(disk: Disk): unknown {
  const common = { ro: false, rm: false, rota: false, 'log-sec': 512, 'phy-sec': 512, 'maj:min': '8:0' };
  return {
    ...common,
    name: disk.name,
    kname: disk.name,
    path: disk.path,
    type: 'disk',
    size: disk.sizeBytes,
    serial: disk.serial,
    wwn: disk.wwn,
    model: disk.model,
    pttype: disk.table,
    ptuuid: disk.tableId,
    fstype: disk.content,
    'log-sec': disk.logicalSectorBytes,
    children: disk.partitions.map((partition) => ({
      ...common,
      name: partition.name,
      kname: partition.name,
      path: `/dev/${partition.name}`,
      type: 'part',
      size: partition.sizeBytes,
      start: (partition.startBytes ?? 0) / SECTOR_BYTES,
      parttype: partition.type,
      fstype: partition.fileSystem,
    })),
  };
}

/** An install of these fixtures that was cut off before its table was done, and that goes on. */
function begun(scenario: string): { before: Disk; partitions: readonly PlannedPartition[]; look: Look } {
  const at = (name: string): string =>
    readFileSync(new URL(`../../test/fixtures/plans/${scenario}/${name}`, import.meta.url), 'utf8');
  const loaded = loadRequest(at('request.yaml'));
  const facts = factsSchema.parse(JSON.parse(at('facts.json')));
  const plan = loaded.ok ? makePlan(facts, loaded.request).plan : null;
  const before = facts.disks.find(({ path }) => path === plan?.disk.path);
  if (plan === null || before === undefined) throw new Error(`${scenario} is refused`);
  const step = continuePlan(plan, new Set(), 'journal').steps.find(({ id }) => id === 'disk-identity');
  if (step?.kind !== 'action') throw new Error('no look');
  const identity = { ...plan.disk, byId: [] };
  const look: Look = async (disk) => {
    const runner = new RecordingRunner((line) =>
      line.startsWith('lsblk') ? { stdout: JSON.stringify({ blockdevices: [printed(disk)] }) } : undefined,
    );
    return checkDiskIdentity({ ...step.params, identity }, givenContext({ runner }));
  };
  return { before, partitions: plan.layout.disks[0]?.partitions ?? [], look };
}
type Look = (disk: Disk) => Promise<string>;

const refused = { issue: { code: 'disk-changed' } };
const made = (disk: Disk, planned: readonly PlannedPartition[]): Partition[] =>
  planned
    .filter(({ action }) => action !== 'delete')
    .map(({ number, path, startBytes, sizeBytes, typeGuid }): Partition => {
      const [model] = disk.partitions;
      if (model === undefined) throw new Error('no partition to take after');
      const type = typeGuid ?? model.type;
      return { ...model, name: path.replace('/dev/', ''), number, startBytes, sizeBytes, type };
    });

test('a new table: the old one, none, and that of the install; never what somebody has made since', async () => {
  const { before, partitions, look } = begun('windows-erased');
  await expect(look(before)).resolves.toBe(before.path);
  await expect(look({ ...before, table: null, tableId: null, partitions: [] })).resolves.toBe(before.path);
  const ours = { ...before, tableId: 'made', partitions: made(before, partitions) };
  await expect(look(ours)).resolves.toBe(before.path);
  const theirs = { ...before, tableId: 'theirs' };
  await expect(look(theirs)).rejects.toMatchObject(refused);
  const whole = { ...before, table: null, tableId: null, partitions: [], content: 'ext4' };
  await expect(look(whole)).rejects.toMatchObject(refused);
});

test('a table that is kept: old and planned partitions, never one that somebody has made since', async () => {
  const { before, partitions, look } = begun('replace-debian');
  expect(partitions.map(({ action }) => action)).toEqual(
    expect.arrayContaining(['keep', 'delete', 'create']),
  );
  await expect(look(before)).resolves.toBe(before.path);
  const kept = before.partitions.filter(({ number }) =>
    partitions.some((planned) => planned.number === number && planned.action === 'keep'),
  );
  await expect(look({ ...before, partitions: kept })).resolves.toBe(before.path);
  await expect(look({ ...before, partitions: made(before, partitions) })).resolves.toBe(before.path);
  const [gone] = before.partitions.filter((partition) => !kept.includes(partition));
  if (gone === undefined) throw new Error('nothing is replaced');
  const theirs = { ...gone, startBytes: (gone.startBytes ?? 0) + 1024 * 1024 };
  await expect(look({ ...before, partitions: [...kept, theirs] })).rejects.toMatchObject(refused);
});
