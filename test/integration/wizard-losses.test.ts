// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { factsSchema, type Disk } from '../../core/facts/facts.ts';
import { makePlan } from '../../core/plan/make-plan.ts';
import { loadRequest } from '../../core/request/load.ts';
import { lossesOf } from '../../renderer/pages/review/losses.ts';

/** A system on one disk, and further ones: several are written to. */
const read = (name: string): string =>
  readFileSync(new URL(`../fixtures/plans/raid1-two-disks/${name}`, import.meta.url), 'utf8');
const facts = factsSchema.parse(JSON.parse(read('facts.json')));
const loaded = loadRequest(read('request.yaml'));
if (!loaded.ok) throw new Error('no request');
const { plan } = makePlan(facts, loaded.request);
if (plan === null) throw new Error('no plan');
const told = (disks: readonly Disk[]): string[] =>
  lossesOf(plan, disks, (kind) => kind).flatMap(({ lines }) => lines);
const nodes = new Map([
  ['/dev/nvme0n1', '/dev/sdb'],
  ['/dev/sdb', '/dev/nvme0n1'],
]);

test('each disk has its own lines, as the plan has them', () => {
  expect(plan.lost.length).toBeGreaterThan(0);
  expect(told(facts.disks)).toEqual(plan.lost);
});

test('what goes is told too of a disk that this face has not seen, or not like this', () => {
  // The face looked before they were plugged in, or before something was put on them: the plan is newer.
  expect(new Set(told([]))).toEqual(new Set(plan.lost));
  const empty = facts.disks.map((disk) => ({
    ...disk,
    partitions: [],
    systems: [],
    content: null,
    tableId: 'before',
  }));
  expect(new Set(told(empty))).toEqual(new Set(plan.lost));
});

test('what is on another disk is not told of one that has got its name', () => {
  const swapped = facts.disks.map((disk) => ({
    ...disk,
    path: nodes.get(disk.path) ?? disk.path,
    systems: [],
    content: 'ntfs',
    partitions: [],
  }));
  expect(lossesOf(plan, swapped, (kind) => kind).flatMap(({ names }) => names)).toEqual([]);
});
