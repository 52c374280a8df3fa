// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { factsSchema, type Disk, type Facts } from '../../core/facts/facts.ts';
import { journalBegin } from '../../core/journal/journal-record.ts';
import { makePlan } from '../../core/plan/make-plan.ts';
import type { Plan } from '../../core/plan/plan.ts';
import { loadRequest } from '../../core/request/load.ts';
import { planHash } from '../install/plan-hash.ts';
import { continueInstall, type PrepareWith } from './continue-install.ts';
import type { FoundJournal } from './find-unfinished.ts';

/** A system on one disk, its /var on a second one that is erased too, and a third one that is kept. */
const read = (name: string): string =>
  readFileSync(new URL(`../../test/fixtures/plans/erase-separate-home/${name}`, import.meta.url), 'utf8');
const text = read('request.yaml');
const before = factsSchema.parse(JSON.parse(read('facts.json')));

function planOf(facts: Facts, asked: string): Awaited<ReturnType<PrepareWith>> {
  const loaded = loadRequest(asked);
  if (!loaded.ok) return { request: null, facts, plan: null, issues: loaded.issues };
  const { request } = loaded;
  return { request, facts, ...makePlan(facts, request) };
}

function planned(facts: Facts): Plan {
  const { plan } = planOf(facts, text);
  if (plan === null) throw new Error('no plan');
  return plan;
}

const diskOf = ({ disks }: Facts, serial: string): Disk => {
  const found = disks.find((disk) => disk.serial === serial);
  if (found === undefined) throw new Error(serial);
  return found;
};
const SYSTEM = 'S64KNX0T512345';
const VAR = 'DATA-sdb';
const KEPT = 'DATA-sdc';
const whole = planned(before);

/** What is on a disk that the install has partitioned, under the kernel's name of this start. */
const now = (disk: Disk, name: string, tableId: string): Disk => ({
  ...disk,
  name,
  path: `/dev/${name}`,
  table: 'gpt',
  tableId,
  partitions: [],
});

/** The journal as it comes from a disk, at a start at which the machine has these disks. */
function found(disks: readonly Disk[], otherDisks: readonly Disk[]): FoundJournal {
  const begin = journalBegin.parse({
    event: 'begin',
    runId: '0123456789abcdef',
    at: '2026-11-22T12:00:00Z',
    planHash: planHash(whole),
    engine: whole.engine,
    image: { source: whole.image.source, digest: whole.image.digest },
    disk: diskOf(before, SYSTEM),
    otherDisks,
    request: null,
  });
  return {
    journal: { runId: begin.runId, records: [begin], endBytes: 0 },
    state: {
      begin,
      stepId: null,
      disk: 'table-replaced',
      done: new Set(),
      furthestDisk: 'table-replaced',
      tables: [],
      ended: null,
    },
    disk: diskOf({ ...before, disks: [...disks] }, SYSTEM),
  };
}

async function goOn(disks: readonly Disk[], otherDisks: readonly Disk[]): Promise<unknown> {
  const prepare: PrepareWith = (asked, change) =>
    Promise.resolve(planOf(change({ ...before, disks: [...disks] }), asked));
  const install = await continueInstall(prepare, found(disks, otherDisks), text, 'journal');
  return Array.isArray(install) ? install.map(({ code }) => code) : install.plan.steps.length;
}

const rest = before.disks.filter(({ serial }) => ![SYSTEM, VAR, KEPT].includes(serial ?? ''));
const touched = [diskOf(before, VAR), diskOf(before, KEPT)];
const begun = [
  now(diskOf(before, SYSTEM), 'nvme0n1', 'new-1'),
  now(diskOf(before, VAR), 'sdb', 'new-2'),
  diskOf(before, KEPT),
  ...rest,
];

describe('an install over several disks that was cut off', () => {
  test('goes on when its tables are there already', async () => {
    expect(await goOn(begun, touched)).toBe(whole.steps.length);
  });

  test('goes on when the kernel has given the disks each other’s names', async () => {
    const exchanged = [
      now(diskOf(before, SYSTEM), 'nvme0n1', 'new-1'),
      now(diskOf(before, VAR), 'sdc', 'new-2'),
      {
        ...diskOf(before, KEPT),
        name: 'sdb',
        path: '/dev/sdb',
        partitions: diskOf(before, KEPT).partitions.map((partition) => ({ ...partition, name: 'sdb1' })),
      },
      ...rest,
    ];
    expect(await goOn(exchanged, touched)).toBe(whole.steps.length);
  });

  test('goes on when a disk that it has nothing to do with has the name of one of them', async () => {
    const stranger: Disk = {
      ...diskOf(before, VAR),
      serial: 'STRANGER',
      wwn: null,
      byId: ['ata-STRANGER'],
      sizeBytes: 250_000_000_000,
    };
    const moved = begun.map((disk) => (disk.serial === VAR ? now(disk, 'sdd', 'new-2') : disk));
    expect(await goOn([...moved, stranger], touched)).toBe(whole.steps.length);
  });

  test('is refused when one of them is not there', async () => {
    expect(
      await goOn(
        begun.filter(({ serial }) => serial !== VAR),
        touched,
      ),
    ).toContain('disk-not-found');
  });

  test('is refused when the journal does not tell how a further disk was', async () => {
    expect(await goOn(begun, [])).toContain('resume-changed');
  });

  test('is refused, and soon, when the journal was forged', async () => {
    const [second] = touched;
    const ring = ['sdb', 'sdc', 'sdb', 'sda'].map((name) => now(second ?? diskOf(before, VAR), name, 'x'));
    expect(await goOn(begun, ring)).toEqual([expect.any(String)]);
  });
});
