// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testMedium } from './medium.ts';
import { chooseCrash } from './power-cut/choose-crash.ts';
import { PowerCutLab, recordInstall } from './power-cut/power-cut-lab.ts';
import { RecoveryMachine } from './power-cut/recovery-machine.ts';
import { dropRecord, findRecord } from './power-cut/write-record.ts';

const CRASHES = 60;
const LANES = [0, 1];
/** Of so many images one is started as it stands, to hold what was found by looking against a firmware. */
const STARTED_AS_IT_STANDS = 6;
/** Of so many recovered ones one is started; all others must hold the same files to start from. */
const STARTED_AFTER = 6;

// A lane that is open reads on from a record whose name is gone.
afterAll(dropRecord);

/**
 * For each seed: half a system does not start, and an ISO that is started then brings a whole one. A lane has a live
 * system of its own, which is switched on with the first image in it and nobody at hand; the others come into its slot and
 * are gone on with, or started over, as a person would.
 */
describe.each(LANES)(`${String(CRASHES)} power cuts of an install, lane %i`, (lane) => {
  const seeds = Array.from(
    { length: CRASHES / LANES.length },
    (_, index) => 1000 + index * LANES.length + lane,
  );
  let lab: PowerCutLab;
  let machine: RecoveryMachine | undefined;
  beforeAll(async () => {
    const medium = await testMedium();
    const record = (await findRecord(medium)) ?? (await recordInstall(medium));
    const name = `power-cuts-${String(lane)}`;
    lab = await PowerCutLab.open(medium, record, (all) => seeds.map((seed) => chooseCrash(all, seed)), name);
  });
  afterAll(async () => {
    await machine?.[Symbol.asyncDispose]();
    await lab?.[Symbol.asyncDispose]();
  });

  test.each(seeds.map((_, index) => index))('image %i', async (index) => {
    await lab.at(index, async (crashed) => {
      process.stdout.write(`power cut ${String(lane)}.${String(index)}: ${crashed.title}\n`);
      const { uefi, journal } = crashed.look;
      expect(crashed.startsTooEarly).toBe(false);
      // What starts is whole, though nothing has proven it yet.
      expect(uefi ? await crashed.checksAsItStands() : []).toEqual([]);
      const isStarted = !uefi && index % STARTED_AS_IT_STANDS === 0;
      expect(isStarted ? await crashed.startsNothing() : true).toBe(true);

      const disk = await crashed.overlay();
      const isFirst = machine === undefined;
      machine ??= await RecoveryMachine.open(crashed, disk);
      const said = isFirst ? machine.said : await machine.goOnOrStartOver(disk);
      const told = journal === null ? /./ : /An install of \S+ to \S+, begun \S+, was cut off/;
      expect(said).toMatch(told);
      await machine.note(disk, String(index));
      expect(await machine.difference('0', String(index))).toBe('');
      await machine.pullOut();
      expect(await machine.bystander.isWhole()).toBe(true);
      const isChecked = index % STARTED_AFTER === 0;
      expect(isChecked ? await crashed.checks(disk, 'recovered') : []).toEqual([]);
    });
  });
});
