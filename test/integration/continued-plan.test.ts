// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { factsSchema } from '../../core/facts/facts.ts';
import { continuePlan, isWorthContinuing, milestones } from '../../core/journal/continue-plan.ts';
import { makePlan } from '../../core/plan/make-plan.ts';
import type { Plan } from '../../core/plan/plan.ts';
import type { Step } from '../../core/plan/step.ts';
import { holesOf } from '../../core/plan/template.ts';
import { loadRequest } from '../../core/request/load.ts';

function planOf(scenario: string): Plan {
  const at = (name: string): string =>
    readFileSync(new URL(`../fixtures/plans/${scenario}/${name}`, import.meta.url), 'utf8');
  const loaded = loadRequest(at('request.yaml'));
  const facts = factsSchema.parse(JSON.parse(at('facts.json')));
  const plan = loaded.ok ? makePlan(facts, loaded.request).plan : null;
  if (plan === null) throw new Error(`${scenario} is refused`);
  return plan;
}

const ids = (steps: readonly Step[]): string[] => steps.map(({ id }) => id);
const scenarios = [
  'virtio-minimal',
  'nvme-full',
  'registry',
  'bootc-registry-pulled',
  'bootc-host-xfs',
  'bootc-store-to-disk',
];

describe.each(scenarios)('%s', (scenario) => {
  const plan = planOf(scenario);
  const order = ids(plan.steps);
  const marks = [...milestones(plan.steps)].toSorted((a, b) => order.indexOf(a) - order.indexOf(b));
  /** What can be done at all: the milestones in their order, up to one of them. */
  const prefixes = marks.map((_, index) => new Set(marks.slice(0, index + 1)));

  test('nothing is done for good: all of it is done again, on a table that may be half written', () => {
    const { steps, kept } = continuePlan(plan, new Set(), 'journal');
    expect(kept).toEqual([]);
    expect(ids(steps)).toEqual(order.filter((id) => id !== 'backup-table'));
    const written = scenario.endsWith('to-disk') ? 'perhaps' : { begun: { table: 'new' } };
    expect(steps.find(({ id }) => id === 'disk-identity')).toMatchObject({ params: { written } });
  });

  test('whatever is done: every hole is filled, the disk is compared, all of a loader is written again', () => {
    for (const done of prefixes)
      for (const trust of ['journal', 'digests'] as const) {
        const { steps } = continuePlan(plan, done, trust);
        const captured = new Set<string>();
        for (const step of steps) {
          for (const hole of holesOf(JSON.stringify(step))) expect(captured).toContain(hole);
          if ('capture' in step && step.capture !== undefined) captured.add(step.capture);
        }
        const kept = ids(steps).filter((id) => id !== 'clear-unfinished');
        expect(order.filter((id) => kept.includes(id))).toEqual(kept);
        const identity = steps.find(({ id }) => id === 'disk-identity');
        expect(identity).toHaveProperty('params.written.partitions');
        // What undo, mounts and loaders are made of is never left out.
        const again = plan.steps.filter(
          ({ kind, phase }) =>
            kind === 'mount' || ['configure', 'boot', 'proof', 'finish', 'deploy'].includes(phase),
        );
        expect(ids(steps)).toEqual(expect.arrayContaining(ids(again)));
        expect(ids(steps)).toContain('mkfs-esp');
      }
  });

  test('a root that is kept is emptied before anything is put into it', () => {
    for (const done of prefixes.filter((some) => some.has('mkfs-root'))) {
      const steps = ids(continuePlan(plan, done, 'journal').steps);
      expect(steps).not.toContain('mkfs-root');
      expect(steps[steps.indexOf('mount-root') + 1]).toBe('clear-unfinished');
    }
  });
});

test('an import that is on the disk is not made again when a person goes on', () => {
  const plan = planOf('virtio-minimal');
  const { steps, kept } = continuePlan(plan, milestones(plan.steps), 'journal');
  expect(kept.toSorted()).toEqual(['disarm', 'mkfs-root', 'sync-import']);
  expect(ids(plan.steps).filter((id) => !ids(steps).includes(id))).toEqual([
    'verify-image',
    'backup-table',
    'partition',
    'disarm',
    'wipe-vda4',
    'mkfs-root',
    'link-layout',
    'unpack',
    'normalise',
    'init-fs',
    'commit',
    'sync-import',
  ]);
  expect(steps.find(({ id }) => id === 'clear-unfinished')).toMatchObject({
    params: { keep: ['/run/particleos/target/ostree/repo'] },
  });
});

test('where nobody looks only blobs are kept, whatever the journal says', () => {
  const plan = planOf('registry');
  const { steps, kept } = continuePlan(plan, milestones(plan.steps), 'digests');
  expect(kept).toEqual(['disarm', 'mkfs-root']);
  expect(ids(steps)).toEqual(expect.arrayContaining(['fetch', 'unpack', 'commit', 'sync-import']));
  const files = planOf('virtio-minimal');
  const { steps: unseen } = continuePlan(files, milestones(files.steps), 'digests');
  expect(ids(unseen)).toEqual(expect.arrayContaining(['verify-image', 'unpack', 'commit']));
  expect(steps.find(({ id }) => id === 'clear-unfinished')).toMatchObject({
    params: { keep: ['/run/particleos/target/.particleos-scratch/oci/blobs'] },
  });
});

test('only an install that fetches gains by going on unseen', () => {
  const fetching = planOf('registry');
  const local = planOf('virtio-minimal');
  const done = new Set(['disarm', 'mkfs-root']);
  expect(isWorthContinuing(fetching, done, 'unpack')).toBe(true);
  expect(isWorthContinuing(fetching, done, 'mount-root')).toBe(false);
  expect(isWorthContinuing(fetching, new Set(['disarm']), 'fetch')).toBe(false);
  expect(isWorthContinuing(local, done, 'unpack')).toBe(false);
});
