// SPDX-License-Identifier: Apache-2.0
import { readdir } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import {
  assert as fcAssert,
  asyncProperty,
  constant,
  constantFrom,
  jsonValue,
  oneof,
  record,
  string,
  uint8Array,
  tuple,
  type Arbitrary,
} from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { contract, type Verb } from '../../core/contract/contract.ts';
import { issueSchema } from '../../core/issues/issue.ts';
import { ServiceLab } from '../tools/service-lab.ts';

const MESSAGES = 10_000;
const verbs = Object.keys(contract) as Verb[];
const refusal = z.strictObject({ issues: z.array(issueSchema).min(1) });
const CANARY = 'canary-in-a-message';

/** What each verb takes: the fuzzer breaks these, so that it comes past the first check. */
const fitting: Readonly<Record<Verb, Record<string, unknown>>> = {
  facts: { image: 'registry:registry.example.org/a:1' },
  check: { request: 'version: 1' },
  plan: { request: 'version: 1' },
  offers: { request: 'version: 1' },
  apply: { request: 'version: 1', planHash: 'x' },
  status: {},
  cancel: {},
  secret: { name: 'ada', value: CANARY },
  recoveryKey: { acknowledge: true },
  keymap: { keymap: 'de-latin1' },
  draft: {},
  saveDraft: { draft: 'x' },
  unfinished: {},
  resume: { runId: 'x', request: 'version: 1' },
  forget: { runId: 'x' },
  choices: {},
  catalogue: {},
  keyboard: { layout: 'de' },
  network: { scan: true },
  wifi: { device: 'wlan0', ssid: 'x', hidden: false, security: 'open' },
  wired: { device: 'eth0', addresses: [], dns: [] },
  reach: { reference: 'registry:registry.example.org/a:1' },
  signIn: { registry: 'registry.example.org', user: 'u', passwordSecret: 'p' },
  sshKeys: {},
  log: { after: 0 },
  sticks: { what: 'recovery-key' },
  save: { what: 'bundle', stick: 'x' },
  leave: { action: 'reboot' },
};

interface Message {
  readonly path: string;
  readonly method: string;
  readonly type: string;
  readonly body: string | Uint8Array;
}

const hostile = oneof(
  jsonValue(),
  constantFrom(null, -1, 1e308, '', '\0', '../../etc/passwd', '$(reboot)', '-rf', {}, [], 'x'.repeat(9000)),
);
/** A fitting input with an unknown key, or one of its keys gone or replaced by something of another type. */
const broken = (verb: Verb): Arbitrary<unknown> => {
  const input = fitting[verb];
  const keys = Object.keys(input);
  const unknown = hostile.map((value) => ({ ...input, [CANARY]: value }));
  if (keys.length === 0) return unknown;
  const replaced = tuple(constantFrom(...keys), constantFrom(null, 7, true, { a: 1 }, [[1]], undefined)).map(
    ([key, value]) => ({ ...input, [key]: typeof input[key] === typeof value ? null : value }),
  );
  return oneof(unknown, replaced);
};
const verb = constantFrom(...verbs);
const json = constant('application/json');
/** Not fitting: what these verbs do when they are asked well is tested elsewhere. */
const message: Arbitrary<Message> = oneof(
  record({
    path: verb.map((name) => `/api/${name}`),
    method: constant('POST'),
    type: json,
    body: oneof(
      uint8Array({ maxLength: 300 }),
      string({ maxLength: 300 }),
      hostile.map((v) => JSON.stringify([v])),
    ),
  }),
  verb.chain((name) =>
    broken(name).map((value) => ({
      path: `/api/${name}`,
      method: 'POST',
      type: 'application/json',
      body: JSON.stringify(value) ?? '',
    })),
  ),
  record({
    path: string({ maxLength: 60 }).map((text) => `/api/${encodeURIComponent(text)}`),
    method: constantFrom('POST', 'GET', 'PUT', 'DELETE'),
    type: json,
    body: constant('{}'),
  }),
  record({
    path: verb.map((name) => `/api/${name}`),
    method: constant('POST'),
    type: constantFrom('text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'),
    body: constant('{}'),
  }),
);

/** Verbs that only tell: an empty body, and keys they do not know, are no fault for some of them. */
const harmless = new Set<string>([
  'facts',
  'check',
  'plan',
  'apply',
  'status',
  // Without "acknowledge" it only shows what a run made; there is no run here.
  'recoveryKey',
  'cancel',
  'draft',
  'choices',
  'unfinished',
  'resume',
  'catalogue',
  'network',
  'sshKeys',
]);

test(`${MESSAGES} messages that do not fit: no crash, no effect, each is answered with a code`, async () => {
  await using lab = await ServiceLab.start();
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const send = ({ path, method, type, body }: Message): Promise<{ status: number; text: string }> =>
    new Promise((resolve, reject) => {
      const sent = request(
        {
          socketPath: lab.socket,
          agent,
          path,
          method,
          headers: { 'content-type': type, 'content-length': Buffer.byteLength(body) },
        },
        (reply) => {
          let text = '';
          reply
            .setEncoding('utf8')
            .on('data', (chunk: string) => (text += chunk))
            .on('end', () => resolve({ status: reply.statusCode ?? 0, text }))
            .on('error', reject);
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });
  let answered = 0;
  await fcAssert(
    asyncProperty(message, async (sent) => {
      const { status, text } = await send(sent);
      const body: unknown = JSON.parse(text);
      const name = sent.path.slice('/api/'.length);
      const isRefusal = [400, 404, 409].includes(status) && refusal.safeParse(body).success;
      const isTold =
        status === 200 && harmless.has(name) && contract[name as Verb].output.safeParse(body).success;
      expect(isRefusal || isTold, `${status} for ${sent.path} ${String(sent.body)}: ${text}`).toBe(true);
      expect(text).not.toContain(CANARY);
      answered += 1;
    }),
    { numRuns: MESSAGES, endOnFailure: true },
  );
  agent.destroy();
  expect(answered).toBe(MESSAGES);
  expect(await lab.ask('status', {})).toEqual({ state: 'idle' });
  expect(await lab.ask('draft', {})).toEqual({ draft: null });
  expect(await readdir(lab.at('state'))).toEqual([]);
  expect(lab.serving.service.secrets.isEmpty).toBe(true);
  const asking = /^nmcli .* (device show|device wifi list .*)$/;
  expect(lab.commands.lines().filter((line) => !asking.test(line))).toEqual([]);
  expect(lab.said.filter((line) => line.includes('fault'))).toEqual([]);
});
