// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { planHash } from '../../backend/install/plan-hash.ts';
import { LiveJournal } from '../../backend/journal/live-journal.ts';
import { factsSchema } from '../../core/facts/facts.ts';
import { journalRecord } from '../../core/journal/journal-record.ts';
import { makePlan } from '../../core/plan/make-plan.ts';
import type { Step } from '../../core/plan/step.ts';
import { RECOVERY_KEY } from '../../core/plan/storage/encryption.ts';
import { loadRequest } from '../../core/request/load.ts';
import { ServiceLab, Watching } from '../tools/service-lab.ts';

const RUN = '0123456789abcdef';
const KEY = 'cdecvhid-jkdnvteh-rbnvhfkd-lrtctuit-ngkhfbcv-ilkhbuee-tljdlfir-vkgnbtnd';
const scenario = new URL('../fixtures/plans/encrypted-bootc-grub/', import.meta.url);

const facts = factsSchema.parse(JSON.parse(await readFile(new URL('facts.json', scenario), 'utf8')));
const text = await readFile(new URL('request.yaml', scenario), 'utf8');
const loaded = loadRequest(text);
if (!loaded.ok) throw new Error('no request');
const { request } = loaded;
const { plan } = makePlan(facts, request);
if (plan === null) throw new Error('no plan');

const makesKey: Step = {
  kind: 'command',
  id: 'recovery-key-root',
  phase: 'disk',
  title: 'Make the recovery key',
  argv: ['echo', KEY],
  captureSecret: RECOVERY_KEY,
  timeoutMs: 10_000,
};
/** Closing the volume fails at the end, as it does when something else looks at it. */
const staysOpen: Step = {
  kind: 'command',
  id: 'luks-open-root',
  phase: 'boot',
  title: 'Open the encrypted disk',
  argv: ['true'],
  undo: { what: 'it is still open', argv: ['false'] },
  timeoutMs: 10_000,
};

test.each([
  ['is done but for the cleaning up is kept until somebody has it', 'bootable', KEY],
  ['left nothing that starts opens nothing of use', 'formatted', null],
] as const)('the recovery key of an install that %s', async (_what, leaves, key) => {
  await using lab = await ServiceLab.start({
    facts: () => facts,
    steps: () => [makesKey, { ...staysOpen, leaves }],
  });
  await lab.ask('secret', { name: 'ada', value: 'canary-P4ssw0rd' });
  await lab.ask('secret', { name: 'disk', value: 'blue horse sings 42' });
  const face = new Watching(lab.socket);
  const apply = { request: text, planHash: planHash(plan) };
  await lab.ask('apply', apply);
  const failed = await face.until(({ state }) => state === 'failed');
  expect(failed).toMatchObject({ issues: [{ code: 'leftovers' }], disk: leaves });
  expect(await lab.ask('recoveryKey', {})).toEqual({ key });
  face.close();
});

test('an encrypted install that was cut off does not go on without its passphrase', async () => {
  await using lab = await ServiceLab.start({ facts: () => facts });
  const { source, digest } = plan.image;
  const begin = {
    event: 'begin',
    runId: RUN,
    at: '2026-11-22T12:00:00Z',
    planHash: planHash(plan),
    engine: plan.engine,
    image: { source, digest },
    disk: facts.disks.find(({ path }) => path === plan.disk.path),
    request,
  };
  const records = [begin, { event: 'step', id: 'partition', disk: 'table-replaced' }];
  await new LiveJournal(lab.at('state')).begin(records.map((record) => journalRecord.parse(record)));
  // The service was started anew: the password was asked for again, the passphrase was not.
  await lab.ask('secret', { name: 'ada', value: 'canary-P4ssw0rd' });
  const issues = [{ code: 'secret-missing', params: { name: 'disk' } }];
  expect(await lab.ask('resume', { runId: RUN })).toMatchObject({ state: 'refused', issues });
  await lab.ask('secret', { name: 'disk', value: 'blue horse sings 42' });
  expect(await lab.ask('resume', { runId: RUN })).toMatchObject({ state: 'succeeded' });
});
