// SPDX-License-Identifier: Apache-2.0
import { assert, property } from 'fast-check';
import { expect, test } from 'vitest';
import type { Facts } from '../../core/facts/facts.ts';
import { makePlan } from '../../core/plan/make-plan.ts';
import { checkRequest } from '../../core/request/check-request.ts';
import { requestSchema, type Request } from '../../core/request/request.ts';
import { machineAndLayout } from './storage-arbitraries.ts';
import { must, type Case, type Rule } from './storage-rules.ts';
import { tableRules } from './table-rules.ts';
import { refusesRightly, wishRules } from './wish-rules.ts';
import { writeRules } from './write-rules.ts';

const CASES = process.env['PARTICLEOS_LONG'] === undefined ? 5000 : 200_000;

const rules: Readonly<Record<string, Rule>> = { ...tableRules, ...writeRules, ...wishRules };

function planOf(facts: Facts, request: Request): Case | null {
  const { plan, issues } = makePlan(facts, request);
  // What nobody has opened yet is no error: it is opened before the plan that counts is made.
  const isRefused = issues.some(
    ({ severity, code }) => severity === 'error' || code === 'keep-data-unopened',
  );
  must((plan === null) === isRefused, 'neither plan nor reason');
  must(JSON.stringify(makePlan(facts, request)) === JSON.stringify({ plan, issues }), 'another plan');
  if (plan !== null) return { plan, facts, request, issues };
  refusesRightly({ facts, request, issues });
  return null;
}

/** What a plan is an example of: its layout, and each thing that was asked for beside it. */
function kindsOf({ plan, facts, request }: Case): string[] {
  const { layout, encryption, swap, fileSystem } = request;
  const said = (holds: boolean, name: string): string[] => (holds ? [name] : []);
  const mirrored = layout?.kind === 'erase' && layout.raid1 !== undefined;
  const discard = layout?.kind === 'erase' && layout.discard === true;
  const sectors = new Set(facts.disks.map(({ logicalSectorBytes }) => logicalSectorBytes));
  return [
    plan.layout.kind,
    plan.engine,
    ...said(mirrored, 'mirror'),
    ...said(discard, 'discard'),
    ...said(mirrored && encryption !== undefined, 'encrypted mirror'),
    ...said(encryption !== undefined, 'encryption'),
    ...said(encryption?.fido2 === true, 'security key'),
    ...said(layout?.kind === 'manual' && encryption !== undefined, 'encrypted by hand'),
    ...said(layout?.kind === 'keep-data' && layout.passphraseSecret !== undefined, 'encryption kept'),
    ...said((plan.layout.takenOver?.mounts.length ?? 0) > 0, 'taken over'),
    ...said((plan.layout.takenOver?.crypttab.length ?? 0) > 0, 'mapping taken over'),
    ...said(fileSystem?.subvolumes !== undefined, 'subvolumes'),
    ...said(swap !== undefined && swap.kind !== 'none', `swap: ${swap?.kind ?? ''}`),
    ...said(
      plan.steps.some(({ id }) => id.startsWith('release-')),
      'released',
    ),
    ...said(sectors.has(4096), '4096'),
  ];
}

/** The generator is worth something only when each of them is planned often; in how many of a thousand cases at least. */
const least: Readonly<Record<string, number>> = {
  erase: 40,
  'free-space': 20,
  alongside: 8,
  replace: 15,
  manual: 3,
  'keep-data': 5,
  'encryption kept': 0.4,
  'taken over': 1,
  'mapping taken over': 0.2,
  mounted: 5,
  ostree: 80,
  bootc: 45,
  mirror: 12,
  discard: 18,
  encryption: 30,
  'encrypted mirror': 3,
  'encrypted by hand': 0.4,
  'security key': 12,
  subvolumes: 2,
  'swap: partition': 5,
  'swap: file': 6,
  'swap: zram': 6,
  released: 8,
  '4096': 50,
};

test(`${CASES} machines and layouts: every plan keeps every rule`, { timeout: 7_200_000 }, () => {
  const planned = new Map<string, number>();
  const check = property(machineAndLayout, ({ facts, request }) => {
    must(requestSchema.safeParse(request).success, 'the generator made a malformed request');
    if (checkRequest(request).some(({ severity }) => severity === 'error')) return;
    const one = planOf(facts, request);
    if (one === null) return;
    for (const kind of kindsOf(one)) planned.set(kind, (planned.get(kind) ?? 0) + 1);
    for (const [name, rule] of Object.entries(rules)) {
      try {
        rule(one);
      } catch (error) {
        throw new Error(`the rule ${name} is broken`, { cause: error });
      }
    }
  });
  expect(() => assert(check, { numRuns: CASES, includeErrorInReport: true })).not.toThrow();
  const seldom = Object.entries(least)
    .filter(([kind, perMille]) => (planned.get(kind) ?? 0) < (CASES * perMille) / 1000)
    .map(([kind]) => `${kind}: ${planned.get(kind) ?? 0}`);
  expect(seldom).toEqual([]);
});
