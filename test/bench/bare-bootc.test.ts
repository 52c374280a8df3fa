// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { factsSchema, type Facts } from '../../core/facts/facts.ts';
import { makePlan } from '../../core/plan/make-plan.ts';
import { loadRequest } from '../../core/request/load.ts';
import { contestAnswers } from './install-bootc.ts';
import { OURS_SERIAL } from './live-contest.ts';

const read = (path: string): Promise<string> => readFile(new URL(path, import.meta.url), 'utf8');

/** A machine with a bootc of its own, whose disk is ours and whose image has the demo's language. */
async function contestFacts(): Promise<Facts> {
  const facts = factsSchema.parse(JSON.parse(await read('../fixtures/plans/bootc-host-to-disk/facts.json')));
  const { image } = facts;
  if (image === null) throw new Error('the facts have no image');
  return {
    ...facts,
    disks: facts.disks.map((disk) => (disk.serial === 'target' ? { ...disk, serial: OURS_SERIAL } : disk)),
    image: { ...image, locales: ['de_DE.utf8'], keymaps: ['de-latin1'] },
  };
}

/** Its long options, in any order; where the image is read from differs by design. */
function optionsOf(argv: readonly string[]): string[] {
  const options = argv.filter((word) => word.startsWith('--')).toSorted();
  return options.map((option) => option.replace(/^(--source-imgref)=.*/, '$1'));
}

test('both sides give bootc the same words', async () => {
  const loaded = loadRequest(contestAnswers);
  if (!loaded.ok) throw new Error(loaded.issues.map(({ code }) => code).join());
  const { plan, issues } = makePlan(await contestFacts(), loaded.request);
  const step = plan?.steps.find(({ id }) => id === 'bootc-install');
  if (step?.kind !== 'command') throw new Error(issues.map(({ code }) => code).join());
  const ours = step.argv.slice(step.argv.indexOf('bootc'));
  const script = (await read('bare-bootc.sh')).replaceAll('\\\n', ' ');
  const [bare = ''] = /^bootc install .*$/m.exec(script) ?? [];
  expect(bare.split(/\s+/).slice(0, 3)).toEqual(ours.slice(0, 3));
  expect(optionsOf(bare.split(/\s+/))).toEqual(optionsOf(ours));
});
