// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { planHash } from '../../backend/install/plan-hash.ts';
import { LiveJournal } from '../../backend/journal/live-journal.ts';
import { factsSchema } from '../../core/facts/facts.ts';
import { journalRecord } from '../../core/journal/journal-record.ts';
import { makePlan } from '../../core/plan/make-plan.ts';
import { loadRequest } from '../../core/request/load.ts';
import { ServiceLab } from '../tools/service-lab.ts';

const RUN = '0123456789abcdef';
const scenario = new URL('../fixtures/plans/encrypted-bootc/', import.meta.url);

test('an encrypted install that was cut off does not go on without its passphrase', async () => {
  const facts = factsSchema.parse(JSON.parse(await readFile(new URL('facts.json', scenario), 'utf8')));
  const loaded = loadRequest(await readFile(new URL('request.yaml', scenario), 'utf8'));
  if (!loaded.ok) throw new Error('no request');
  const { request } = loaded;
  const { plan } = makePlan(facts, request);
  if (plan === null) throw new Error('no plan');
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
