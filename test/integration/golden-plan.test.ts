// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { factsSchema, type Facts } from '../../core/facts/facts.ts';
import type { Issue } from '../../core/issues/issue.ts';
import { issueLine } from '../../core/issues/render-issue.ts';
import { describePlan } from '../../core/plan/describe-plan.ts';
import { makePlan } from '../../core/plan/make-plan.ts';
import { planSchema, type Plan } from '../../core/plan/plan.ts';
import { checkRequest } from '../../core/request/check-request.ts';
import { loadRequest } from '../../core/request/load.ts';
import { inReadingOrder, withPositions } from '../../core/request/resolve-paths.ts';

/** One folder a scenario: request.yaml and facts.json go in, plan.txt or issues.txt comes out. `vitest -u` renews. */
const folder = new URL('../fixtures/plans/', import.meta.url);
const scenarios = readdirSync(folder);
const refused = scenarios.filter((name) => name.startsWith('refused-'));
const planned = scenarios.filter((name) => !name.startsWith('refused-'));

const fileOf = (scenario: string, name: string): URL => new URL(`${scenario}/${name}`, folder);
const textOf = (scenario: string, name: string): string => readFileSync(fileOf(scenario, name), 'utf8');

/** The same joining as backend/install/prepare-text.ts, without the probe. */
function planOf(scenario: string): { plan: Plan | null; issues: Issue[]; facts: Facts } {
  const facts = factsSchema.parse(JSON.parse(textOf(scenario, 'facts.json')));
  const loaded = loadRequest(textOf(scenario, 'request.yaml'));
  if (!loaded.ok) throw new Error(`${scenario}/request.yaml: ${loaded.issues.map((i) => i.code).join()}`);
  const { plan, issues } = makePlan(facts, loaded.request);
  const placed = withPositions([...checkRequest(loaded.request), ...issues], loaded.locate);
  return { plan, issues: inReadingOrder(placed), facts };
}

const linesOf = (issues: readonly Issue[]): string =>
  issues.map((issue) => `${issueLine(issue, 'request.yaml')}\n`).join('');

test.each(planned)('%s is planned as written beside it', async (scenario) => {
  const { plan, issues } = planOf(scenario);
  expect(issues.filter((issue) => issue.severity === 'error')).toEqual([]);
  expect(planSchema.parse(plan)).toEqual(plan);
  const text = plan === null ? '' : `${linesOf(issues)}\n${describePlan(plan, { commands: true })}`;
  await expect(text).toMatchFileSnapshot(fileOf(scenario, 'plan.txt').pathname);
});

test.each(refused)('%s, with the reasons written beside it', async (scenario) => {
  const { plan, issues } = planOf(scenario);
  expect(plan).toBeNull();
  expect(issues.map((issue) => issue.severity)).toContain('error');
  await expect(linesOf(issues)).toMatchFileSnapshot(fileOf(scenario, 'issues.txt').pathname);
});

test('a scenario name says what its golden holds', () => {
  expect(planned.length).toBeGreaterThanOrEqual(8);
  expect(refused.length).toBeGreaterThanOrEqual(13);
});

test('the windows that is erased is named in what is lost', () => {
  expect(planOf('windows-erased').plan?.lost).toEqual([
    'nvme0n1p1: vfat "SYSTEM"',
    'nvme0n1p2: unknown content "Microsoft reserved partition"',
    'nvme0n1p3: BitLocker "Basic data partition"',
    'nvme0n1p4: ntfs "WinRE"',
  ]);
});
