// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testMedium } from './medium.ts';
import { chooseCrash } from './power-cut/choose-crash.ts';
import { PowerCutLab, recordInstall } from './power-cut/power-cut-lab.ts';
import { recoverCold } from './power-cut/recover-cold.ts';
import { dropRecord } from './power-cut/write-record.ts';

const CRASHES = 60;
const seeds = Array.from({ length: CRASHES }, (_, index) => 1000 + index);
/** Of so many images one is started as it stands, to hold what was found by looking against a firmware. */
const STARTED_AS_IT_STANDS = 6;

/**
 * For each seed: half a system does not start, and the next start of the ISO brings a whole one. The images alternate
 * between the unattended install and a person who goes on.
 */
describe(`${String(CRASHES)} power cuts of an install`, () => {
  let lab: PowerCutLab;
  beforeAll(async () => {
    const medium = await testMedium();
    const record = await recordInstall(medium);
    lab = await PowerCutLab.open(medium, record, (entries) =>
      seeds.map((seed) => chooseCrash(entries, seed)),
    );
  });
  afterAll(async () => {
    await lab?.[Symbol.asyncDispose]();
    await dropRecord();
  });

  test.each(seeds.map((_, index) => index))('image %i', async (index) => {
    await lab.at(index, async (crashed) => {
      process.stdout.write(`power cut ${String(index)}: ${crashed.title}\n`);
      const { uefi, journal } = crashed.look;
      expect(crashed.startsTooEarly).toBe(false);
      // What starts is whole, though nothing has proven it yet.
      expect(uefi ? await crashed.checksAsItStands() : []).toEqual([]);
      const isStarted = !uefi && index % STARTED_AS_IT_STANDS === 0;
      expect(isStarted ? await crashed.startsNothing() : true).toBe(true);
      const { said, checks, bystanderIsWhole } = await recoverCold(
        crashed,
        index % 2 === 0 ? 'unattended' : 'hand',
      );
      const told = journal === null ? /./ : /An install of \S+ to \S+, begun \S+, was cut off/;
      expect(said).toMatch(told);
      expect(checks).toEqual([]);
      expect(bystanderIsWhole).toBe(true);
    });
  });
});
