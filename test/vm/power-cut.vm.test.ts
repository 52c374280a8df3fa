// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testMedium } from './medium.ts';
import { chooseCrash } from './power-cut/choose-crash.ts';
import type { CrashedDisk } from './power-cut/crashed-disk.ts';
import { PowerCutLab, recordInstall, type Chooser } from './power-cut/power-cut-lab.ts';
import { RecoveryMachine } from './power-cut/recovery-machine.ts';
import { dropRecord, findRecord } from './power-cut/write-record.ts';

/** From the import on, the rest of an install is quick. */
const IMPORTED = 'sync-import';
const LATE_SEEDS = [3, 5, 7, 9, 11];

/** One crash while the image is unpacked, five in steps that are spread over the rest after the import. */
const six: Chooser = (entries, stages) => {
  const begun = stages.find(({ journal }) => journal?.stepId === 'unpack');
  const imported = stages.find(({ journal }) => journal?.done.has(IMPORTED) === true);
  const gone = stages.find(({ at, journal }) => at > (imported?.at ?? 0) && journal === null);
  if (begun === undefined || imported === undefined || gone === undefined)
    throw new Error('the journal of the recorded install cannot be followed');
  const late = stages.filter(({ at }) => at > imported.at && at <= gone.at);
  return [
    chooseCrash(entries, 1, { from: begun.at, to: imported.at }),
    ...LATE_SEEDS.map((seed, index) => {
      const step = Math.floor(((index + 0.5) / LATE_SEEDS.length) * (late.length - 1));
      const [from = imported, to = gone] = late.slice(step, step + 2);
      return chooseCrash(entries, seed, { from: from.at, to: to.at });
    }),
  ];
};

/**
 * The writes of the install that install.vm.test.ts makes (or of one that is made here, when this file runs alone), cut at
 * six times. No image may start as it stands. One live system recovers them all, since minutes would go into starting it:
 * the first is there when it is switched on, with "Unattended install" and nobody at hand, the others come into its slot
 * and are continued by hand. Each must hold the same files to start from; the last is started and looked at from inside.
 * power-cut.long.vm.test.ts takes sixty, and holds them to an install that was not cut.
 */
describe('six power cuts of an install', () => {
  let lab: PowerCutLab;
  let machine: RecoveryMachine | undefined;
  beforeAll(async () => {
    const medium = await testMedium();
    const record = (await findRecord(medium)) ?? (await recordInstall(medium));
    lab = await PowerCutLab.open(medium, record, six);
  });
  afterAll(async () => {
    await machine?.[Symbol.asyncDispose]();
    await lab?.[Symbol.asyncDispose]();
    await dropRecord();
  });

  function look(crashed: CrashedDisk): void {
    process.stdout.write(`power cut: ${crashed.title}\n`);
    expect(crashed.look.journal).not.toBeNull();
    expect(crashed.startsTooEarly).toBe(false);
  }

  test('image 0: a firmware finds nothing to start; the unattended install starts over', async () => {
    await lab.at(0, async (crashed) => {
      look(crashed);
      expect(await crashed.startsNothing()).toBe(true);
      const disk = await crashed.overlay();
      machine = await RecoveryMachine.open(crashed, disk);
      expect(machine.said).toMatch(
        /An install of \S+ to \S+, begun \S+, was cut off at the step "[\w.-]+"\./,
      );
      expect(machine.said).toContain('nothing of it has to be fetched: starting over');
      await machine.note(disk, '0');
      await machine.pullOut();
    });
  });

  test.each([1, 2, 3, 4, 5])('image %i: goes on by hand', async (index) => {
    await lab.at(index, async (crashed) => {
      look(crashed);
      if (machine === undefined) throw new Error('there is no live system');
      const disk = await crashed.overlay();
      const said = await machine.goOn(disk);
      expect(said).toMatch(/An install of \S+ to \S+, begun \S+, was cut off at the step "[\w.-]+"\./);
      expect(said).toMatch(/^[1-9]\d* of \d+ steps need not be done again\.$/m);
      expect(said).not.toContain('Unpack the image');
      expect(said).toMatch(/^particleos: succeeded after /m);
      await machine.note(disk, String(index));
      expect(await machine.difference('0', String(index))).toBe('');
      await machine.pullOut();
      if (index < LATE_SEEDS.length) return;
      const { bystander } = machine;
      await machine[Symbol.asyncDispose]();
      expect(await bystander.isWhole()).toBe(true);
      expect(await crashed.checks(disk, 'recovered')).toEqual([]);
    });
  });
});
