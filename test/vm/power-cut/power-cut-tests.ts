// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PowerCutLab } from './power-cut-lab.ts';

/** Of so many images one is started as it stands, to hold what was found by looking against a firmware. */
const STARTED_AS_IT_STANDS = 6;

/**
 * For each seed: half a system does not start, and the next start of the ISO brings a whole one. The images alternate
 * between the unattended install and a person who goes on.
 */
export function powerCutTests(seeds: readonly number[]): void {
  describe(`${String(seeds.length)} power cuts of an install`, () => {
    let lab: PowerCutLab;
    beforeAll(async () => {
      lab = await PowerCutLab.record(seeds);
    });
    afterAll(() => lab?.[Symbol.asyncDispose]());

    test.each(seeds.map((_, index) => index))('image %i', async (index) => {
      const crash = lab.crashes[index];
      if (crash === undefined) throw new Error('no such crash');
      await lab.at(crash, async (crashed) => {
        const { bios, uefi, journal } = crashed.look;
        const total = `seed ${String(crash.seed)}, request ${String(crash.at)}, ${String(crash.survived.length)} unflushed writes came through`;
        process.stdout.write(`power cut ${String(index)}: ${total}; ${journal?.stepId ?? 'no journal'}\n`);
        const mayStart = journal === null || journal.disk === 'bootable';
        expect(!mayStart && (bios || uefi)).toBe(false);
        // What starts is whole, though nothing has proven it yet.
        expect(uefi ? await crashed.checksAsItStands() : []).toEqual([]);
        const isStarted = !uefi && index % STARTED_AS_IT_STANDS === 0;
        expect(isStarted ? await crashed.startsNothing() : true).toBe(true);
        const by = index % 2 === 0 ? 'unattended' : 'hand';
        const { said, checks, bystanderIsWhole } = await crashed.recover(by);
        const told = journal === null ? /./ : /An install of \S+ to \S+, begun \S+, was cut off/;
        expect(said).toMatch(told);
        expect(checks).toEqual([]);
        expect(bystanderIsWhole).toBe(true);
      });
    });
  });
}
