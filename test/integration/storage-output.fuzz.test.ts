// SPDX-License-Identifier: Apache-2.0
import * as fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { tableFindings } from '../../backend/engines/proof/table-findings.ts';
import type { BlockExtra } from '../../backend/probe/block-extra.ts';
import { disksFrom } from '../../backend/probe/disks.ts';
import { lsblkSchema } from '../../backend/probe/lsblk-schema.ts';
import { lookCommand } from '../../backend/probe/storage/look-inside.ts';
import { placesOn } from '../../backend/probe/storage/places.ts';
import { volumesFrom } from '../../backend/probe/storage/volumes.ts';
import { identityOf } from '../../core/facts/disk-identity.ts';
import { diskSchema } from '../../core/facts/facts.ts';
import { volumeSchema } from '../../core/facts/storage-facts.ts';
import { givenDisk } from '../../core/plan/storage/given-disk.ts';
import type { LayoutDisk } from '../../core/plan/storage/layout.ts';
import { typeGuid, type UsedRole } from '../../core/plan/storage/partition-role.ts';

const CASES = process.env['PARTICLEOS_LONG'] === undefined ? 5000 : 200_000;
const TIMEOUT_MS = 3_600_000;
const fixtures = join(import.meta.dirname, '../fixtures');
const textOf = (name: string): string => readFileSync(join(fixtures, name), 'utf8');

/** Captures by name, each with what reads it: it may refuse, and does not crash. */
interface Reader {
  readonly captures: ReadonlyMap<string, string>;
  readonly read: (text: string, name: string) => void;
}

const extras = new Map<string, BlockExtra>();
function extraOf(name: string): BlockExtra {
  const machine = name.split('.')[0] ?? '';
  const extra = extras.get(machine) ?? (JSON.parse(textOf(`facts/${machine}.extra.json`)) as BlockExtra);
  extras.set(machine, extra);
  return extra;
}

const lsblk: Reader = {
  captures: new Map(
    readdirSync(join(fixtures, 'facts'))
      .filter((name) => name.includes('.lsblk-'))
      .map((name) => [name, textOf(`facts/${name}`)]),
  ),
  read: (text, name) => {
    try {
      const nodes = lsblkSchema.parse(JSON.parse(text)).blockdevices;
      const disks = z.array(diskSchema).parse(disksFrom(nodes, extraOf(name)));
      z.array(volumeSchema).parse(volumesFrom(nodes));
      const holders = disks.flatMap((disk) => disk.holders);
      for (const { place } of nodes.flatMap((node) => placesOn(node, holders))) lookCommand(place);
    } catch (error) {
      // Only these two are thrown, and probeDisks turns both into an `unread` entry.
      if (!(error instanceof SyntaxError) && !(error instanceof z.ZodError)) throw error;
    }
  },
};

/** What sfdisk-four.json is the table of. */
const planned: LayoutDisk = {
  identity: identityOf(givenDisk({ name: 'disk', path: 'disk', sizeBytes: 2 ** 31 })),
  table: 'new',
  sectorBytes: 512,
  discard: false,
  partitions: (
    [
      ['bios-boot', 2048, 2048],
      ['esp', 4096, 1_048_576],
      ['boot', 1_052_672, 1_048_576],
      ['root', 2_101_248, 2_000_000],
    ] as const satisfies readonly (readonly [UsedRole, number, number])[]
  ).map(([role, start, size], index) => ({
    number: index + 1,
    role,
    action: 'create',
    typeGuid: typeGuid[role],
    label: null,
    startBytes: start * 512,
    sizeBytes: size * 512,
    path: `disk${index + 1}`,
    partUuid: null,
    flags: [],
    was: null,
  })),
};

const sfdisk: Reader = {
  captures: new Map(
    ['sfdisk-four.json', 'sfdisk-empty.json'].map((name) => [name, textOf(`storage/${name}`)]),
  ),
  read: (text) => {
    for (const foreign of [false, true]) {
      const findings = tableFindings(planned, foreign, text);
      if (findings.some((finding) => typeof finding !== 'string')) throw new Error('a finding without words');
    }
  },
};

test('of a table that is whole nothing is found, of one without partitions each that is missing', () => {
  expect(tableFindings(planned, false, textOf('storage/sfdisk-four.json'))).toEqual([]);
  expect(tableFindings(planned, false, textOf('storage/sfdisk-empty.json'))).toEqual([
    'disk1 is missing',
    'disk2 is missing',
    'disk3 is missing',
    'disk4 is missing',
  ]);
  for (const text of ['', '[]', '{"partitiontable":null}'])
    expect(tableFindings(planned, false, text)).toEqual(['what sfdisk prints of disk is no partition table']);
});

const pieces = [
  'null',
  '-1',
  '1e400',
  '""',
  '[]',
  '{}',
  '"8:0"',
  'true',
  '"\\u0000"',
  '99999999999999999999',
  ',',
  '"',
];

/** Every place of a JSON value that holds one, as what puts another there. */
function placesIn(json: unknown, value: unknown): (() => void)[] {
  const places: (() => void)[] = [];
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const key of Object.keys(node)) {
      places.push(() => Object.assign(node, { [key]: value }));
      walk((node as Record<string, unknown>)[key]);
    }
  };
  walk(json);
  return places;
}

describe.each([
  ['lsblk', lsblk],
  ['sfdisk', sfdisk],
])('what %s prints', (_, { captures, read }) => {
  const names = fc.constantFrom(...captures.keys());

  test(`cut and mutated, ${CASES} times, never crashes its reader`, { timeout: TIMEOUT_MS }, () => {
    const cases = fc.record({
      name: names,
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      drop: fc.nat({ max: 40 }),
      insert: fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 6 })),
      cut: fc.boolean(),
    });
    const check = fc.property(cases, ({ name, at, drop, insert, cut }) => {
      const text = captures.get(name) ?? '';
      const place = Math.floor(at * text.length);
      read(cut ? text.slice(0, place) : text.slice(0, place) + insert + text.slice(place + drop), name);
    });
    expect(() => fc.assert(check, { numRuns: CASES })).not.toThrow();
  });

  test(`with any JSON value in place of any other, ${CASES} times, neither`, { timeout: TIMEOUT_MS }, () => {
    const check = fc.property(names, fc.nat(), fc.jsonValue(), (name, pick, value) => {
      const json: unknown = JSON.parse(captures.get(name) ?? '');
      const places = placesIn(json, value);
      places[pick % places.length]?.();
      read(JSON.stringify(json), name);
    });
    expect(() => fc.assert(check, { numRuns: CASES })).not.toThrow();
  });
});
