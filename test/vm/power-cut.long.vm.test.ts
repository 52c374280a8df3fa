// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testMedium } from './medium.ts';
import { chooseCrash } from './power-cut/choose-crash.ts';
import type { CrashedDisk } from './power-cut/crashed-disk.ts';
import { stepAt } from './power-cut/journal-stages.ts';
import { recordInstall, type Chooser } from './power-cut/power-cut-lab.ts';
import { RecoveryLane } from './power-cut/recovery-lane.ts';
import { dropRecord, findRecord } from './power-cut/write-record.ts';

const CRASHES = 60;
const LANES = [0, 1];
/** Of so many images one is started as it stands, to hold what was found by looking against a firmware. */
const STARTED_AS_IT_STANDS = 6;
/** Of so many recovered ones one is started; all others must hold the same files to start from. */
const STARTED_AFTER = 6;

// A lane that is open reads on from a record whose name is gone.
afterAll(dropRecord);

const SEEDS = Array.from({ length: CRASHES / LANES.length }, (_, index) => 1000 + index);
/** One lane takes each step of the install alike, the other each request. */
const byStep: Chooser = (all, stages) =>
  SEEDS.map((seed, index) =>
    chooseCrash(all, 2 * seed, stepAt(stages, all.length, { index, shares: SEEDS.length })),
  );
const anyTime: Chooser = (all) => SEEDS.map((seed) => chooseCrash(all, 2 * seed + 1));

/**
 * For each seed: half a system does not start, and an ISO that is started then brings a whole one, with the files of an
 * install that was not cut. A lane has a live system of its own, which is switched on with the first image in it and nobody
 * at hand; the others come into its slot and are gone on with, or started over, as a person would. What goes wrong with one
 * image is no end for the others: they get a live system anew. Images can be run in pieces, as `-t "lane 1.*image (3|4)$"`:
 * PARTICLEOS_KEEP_DISKS keeps the record for the next piece, and below out/test/left the disks of what went wrong.
 */
describe.each(LANES)(`${String(CRASHES)} power cuts of an install, lane %i`, (number) => {
  let lane: RecoveryLane;
  /** Steps of which an image was started as it stands. */
  const startedSteps = new Set<string>();
  beforeAll(async () => {
    const medium = await testMedium();
    const record = (await findRecord(medium)) ?? (await recordInstall(medium));
    lane = await RecoveryLane.open(
      medium,
      record,
      number === 0 ? byStep : anyTime,
      `power-cuts-${String(number)}`,
    );
  });
  afterAll(() => lane?.[Symbol.asyncDispose]());

  async function recovers(crashed: CrashedDisk, index: number): Promise<string> {
    const { uefi, journal } = crashed.look;
    expect(crashed.startsTooEarly).toBe(false);
    // What starts is whole, though nothing has proven it yet. Of a step that writes a thousand times one is started.
    const step = journal?.stepId ?? 'none';
    const isWhole = uefi && !startedSteps.has(step);
    if (isWhole) startedSteps.add(step);
    expect(isWhole ? await crashed.checksAsItStands(lane.beside) : []).toEqual([]);
    const isStarted = !uefi && index % STARTED_AS_IT_STANDS === 0;
    expect(isStarted ? await crashed.startsNothing(lane.beside) : true).toBe(true);

    const disk = await crashed.overlay();
    const isAlone = index === 0;
    const { said, way } = await (isAlone
      ? lane.recoverUnattended(crashed, disk)
      : lane.recover(crashed, disk));
    const told = journal === null ? /./ : /An install of \S+ to \S+, begun \S+, was cut off/;
    expect(said).toMatch(told);
    expect(await lane.difference(disk)).toBe('');
    expect(await lane.isBystanderWhole()).toBe(true);
    const isChecked = index % STARTED_AFTER === 0;
    expect(isChecked ? await crashed.checks(disk, 'recovered', lane.beside) : []).toEqual([]);
    const left = /^(\d+ of \d+) steps need not be done again\.$/m.exec(said)?.[1] ?? 'no';
    const started = `${isWhole ? ', started as it stands' : isStarted ? ', nothing to start' : ''}${isChecked ? ', started after' : ''}`;
    return `${way}, ${left} steps kept${started}`;
  }

  test.each(SEEDS.map((_, index) => index))('image %i', async (index) => {
    const recovered = lane.lab.at(index, async (crashed) => {
      const say = (what: string): void =>
        void process.stdout.write(`power cut ${String(number)}.${String(index)}: ${what}\n`);
      say(crashed.title);
      const began = performance.now();
      try {
        const how = await recovers(crashed, index);
        say(`${how}; ${((performance.now() - began) / 1000).toFixed(0)} s`);
        return how;
      } catch (error) {
        // Whole: the next image takes the machine's place and its logs, and the list at the end may be hours away.
        say(`red: ${String(error)}`);
        await lane.abandon(String(crashed.crash.seed));
        throw error;
      }
    });
    await expect(recovered).resolves.toContain('steps kept');
  });
});
