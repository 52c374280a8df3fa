// SPDX-License-Identifier: Apache-2.0
import { assert, property } from 'fast-check';
import { expect, test } from 'vitest';
import type { Facts } from '../../core/facts/facts.ts';
import { describePlan } from '../../core/plan/describe-plan.ts';
import { makePlan } from '../../core/plan/make-plan.ts';
import { planSchema, type Plan } from '../../core/plan/plan.ts';
import { bootDisk } from '../../core/plan/storage/layout.ts';
import { diskState, type Step } from '../../core/plan/step.ts';
import { keyfileSsid, keyfileValue } from '../../core/plan/keyfile-value.ts';
import { fillTemplate, holesOf } from '../../core/plan/template.ts';
import { checkRequest } from '../../core/request/check-request.ts';
import { requestSchema, type Request } from '../../core/request/request.ts';
import { CANARY, machineAndRequest } from './plan-arbitraries.ts';

const CASES = process.env['PARTICLEOS_LONG'] === undefined ? 5000 : 200_000;
const MiB = 1024 * 1024;

type Rule = (plan: Plan, facts: Facts, request: Request) => void;

/** expect() is too slow for a million comparisons. */
function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}

/** Every text of a value, keys left out. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (value === null || typeof value !== 'object') return [];
  return Object.values(value).flatMap(textsOf);
}

/** The texts of a step that the executor fills: everything but id, phase and title. */
function filledTexts({ id: _id, title: _title, phase: _phase, ...rest }: Step): string[] {
  return textsOf(rest);
}

const aligned: Rule = ({ layout, disk }) => {
  const { partitions } = bootDisk(layout);
  let end = MiB;
  for (const [index, part] of partitions.entries()) {
    must(part.number === index + 1, 'number');
    must(part.startBytes % MiB === 0 && part.sizeBytes % MiB === 0, 'alignment');
    must(part.sizeBytes > 0, 'empty partition');
    must(part.startBytes >= end, 'overlap');
    must(part.path.startsWith(disk.path), 'path');
    end = part.startBytes + part.sizeBytes;
  }
  must(end <= disk.sizeBytes - 33 * disk.logicalSectorBytes, 'no room for the backup GPT');
  must(disk.sizeBytes - end < 2 * MiB, 'space is left over');
  must(
    partitions
      .map((part) => part.role)
      .sort()
      .join() === 'bios-boot,boot,esp,root',
    'roles',
  );
};

const noOtherDisk: Rule = (plan, facts) => {
  const words = plan.steps
    .flatMap(filledTexts)
    .flatMap((text) => text.split(/[\s=,;'"]+/))
    .filter((text) => text.startsWith('/dev/'));
  for (const { path } of facts.disks) {
    if (path === plan.disk.path) continue;
    const partition = new RegExp(String.raw`^${path}(${/\d$/.test(path) ? 'p' : ''}\d+)?$`);
    for (const word of words) must(!partition.test(word), word);
  }
};

const holesAreCaptured: Rule = ({ steps }) => {
  const captured = new Map<string, string>();
  for (const step of steps) {
    const own = step.kind === 'write' ? Object.keys(step.secrets ?? {}) : [];
    for (const hole of own) captured.set(hole, '');
    for (const text of filledTexts(step)) {
      for (const hole of holesOf(text)) must(captured.has(hole), `${step.id}: ${hole}`);
      fillTemplate(text, captured);
    }
    // Nobody else sees the secrets of a file.
    for (const hole of own) captured.delete(hole);
    if ('capture' in step && step.capture !== undefined) captured.set(step.capture, `<${step.capture}>`);
  }
  must(new Set(steps.map((step) => step.id)).size === steps.length, 'two steps of one id');
};

const survivesJson: Rule = (plan) => {
  const text = JSON.stringify(plan);
  must(JSON.stringify(planSchema.parse(JSON.parse(text))).length === text.length, 'schema drops a key');
};

const holdsNoSecret: Rule = (plan, _facts, request) => {
  must(!JSON.stringify(plan).includes(CANARY), 'in the plan');
  must(!describePlan(plan, { commands: true }).includes(CANARY), 'in the words');
  const users = (request.users ?? []).filter((user) => user.passwordHash ?? user.passwordSecret);
  for (const { name } of users) must(plan.secrets.includes(`password-hash:${name}`), `no secret of ${name}`);
  const locked = (request.network ?? []).filter(({ wifi }) => wifi?.passwordSecret !== undefined);
  for (const { name } of locked)
    must(plan.secrets.includes(`wifi-password:${name}`), `no secret of the network ${name}`);
};

/** Whatever the request named, the manifest for this machine is what is fetched. */
const pinsTheManifest: Rule = ({ image, steps }, facts, request) => {
  const { digest = '', indexDigests = [] } = facts.image ?? {};
  must(image.digest === digest, 'another manifest');
  const asked = request.image?.digest;
  must(asked === undefined || asked === digest || indexDigests.includes(asked), 'a digest nobody asked for');
  const fetched = steps.flatMap(filledTexts).filter((text) => text.startsWith('docker://'));
  for (const text of fetched) must(text.endsWith(`@${digest}`), text);
};

const order = diskState.options;

const diskMovesForward: Rule = ({ steps }) => {
  const states = steps.flatMap((step) => (step.leaves === undefined ? [] : [order.indexOf(step.leaves)]));
  must(
    states.every((state, index) => state >= (states[index - 1] ?? 0)),
    'backwards',
  );
  // An erased disk is never in the two states of one whose table is kept.
  must(new Set(states).size === order.length - 3, 'a state is never reached');
};

/** Before the first write: image and disk are looked at, nothing else is done. */
const looksFirst: Rule = ({ steps }, facts) => {
  const first = steps.findIndex((step) => step.leaves !== undefined && step.leaves !== 'untouched');
  const before = steps.slice(0, first);
  must(before.at(-1)?.id === 'disk-identity', 'the identity is not the last look');
  for (const step of before) {
    const looks =
      step.kind === 'action'
        ? ['verify-image', 'verify-signature', 'check-access', 'disk-identity'].includes(step.action)
        : step.kind === 'command' && step.argv.slice(0, 2).join(' ') === 'sfdisk --dump';
    must(looks, step.id);
  }
  const isInFiles = /^oci(-archive)?:/.test(facts.image?.source ?? '');
  must(before.some((step) => step.id === 'verify-image') === isInFiles, 'verify');
  must(before.some((step) => step.id === 'verify-signature') === (facts.trust !== null), 'signature');
};

/** The values an earlier step would capture, or a secret would be, unlike anything a person types. */
const values = new Map(
  ['deployment', 'rootUuid', 'bootUuid', 'espUuid', 'menu', 'wifi-password'].map((name) => [
    name,
    `<filled ${name}>`,
  ]),
);

const staysLiteral: Rule = ({ steps, disk }, facts, request) => {
  const of = (id: string): string[] => {
    const step = steps.find((candidate) => candidate.id === id);
    return step === undefined ? [] : filledTexts(step).map((text) => fillTemplate(text, values));
  };
  const has = (id: string, text: string): void => must(of(id).includes(text), `${id}: ${text}`);
  for (const { name, fullName, sshKeys = [] } of request.users ?? []) {
    if (fullName !== undefined) has(`user-${name}-account`, `--comment=${fullName}`);
    if (sshKeys.length > 0) has(`user-${name}-ssh-keys`, `${sshKeys.join('\n')}\n`);
  }
  for (const karg of request.kernelArguments ?? []) {
    has('deploy', `--karg-append=${karg}`);
    has('boot-proof', karg);
  }
  for (const [index, { interface: card, wifi }] of (request.network ?? []).entries()) {
    const file = of(`network-${index}`).join('\n');
    if (card !== undefined) must(file.includes(`interface-name=${card}\n`), 'interface');
    if (wifi !== undefined) must(file.includes(`ssid=${keyfileSsid(wifi.ssid)}\n`), 'ssid');
    if (wifi?.identity !== undefined)
      must(file.includes(`identity=${keyfileValue(wifi.identity)}\n`), 'identity');
  }
  const source = facts.image?.source ?? '';
  has('commit', `--add-metadata-string=org.particleos.image=${request.image?.track ?? source}`);
  has('commit', `--subject=${facts.image?.title ?? 'ParticleOS'}`);
  has('boot-proof', source);
  must(of('origin').join('\n').includes(`source=${source}\n`), 'origin');
  if (disk.model !== null) has('disk-identity', disk.model);
  if (of('fetch').length > 0 && request.image?.authFile !== undefined)
    has('fetch', `--src-authfile=${request.image.authFile}`);
};

/** Once a key was asked for, nothing is planned without it, and the installed system gets the policy word for word. */
const trustIsKept: Rule = ({ steps, trust, image, engine }, facts, request) => {
  must((request.image?.signature !== undefined) === (facts.trust !== null), 'asked for and not looked at');
  must(facts.trust?.refusal == null, 'planned although refused');
  const filled = (id: string): string[] =>
    steps
      .filter((step) => step.id === id)
      .flatMap(filledTexts)
      .map((text) => fillTemplate(text, values));
  if (facts.trust?.files == null) {
    must(filled('policy').length + filled('signatures').length === 0, 'a policy that nobody asked for');
    must(trust.by !== 'signature' && trust.updates !== 'signed', 'trust out of nothing');
    return;
  }
  const { files } = facts.trust;
  must(filled('policy').includes(files.policy), 'policy');
  must(filled('signatures').includes(files.registries), 'registries');
  must(filled('verify-signature').includes(image.digest), 'another image is judged');
  const proof = filled('boot-proof');
  must(proof.includes(files.policy) && proof.includes(files.registries), 'not proven');
  const insists = JSON.stringify(steps).includes(
    engine === 'bootc' ? '--enforce-container-sigpolicy' : 'ostree-image-signed:',
  );
  must(insists === (trust.updates === 'signed'), 'the origin says something else');
};

const rules: Readonly<Record<string, Rule>> = {
  aligned,
  noOtherDisk,
  holesAreCaptured,
  survivesJson,
  holdsNoSecret,
  pinsTheManifest,
  diskMovesForward,
  looksFirst,
  staysLiteral,
  trustIsKept,
};

function frozen<T>(value: T): T {
  if (value !== null && typeof value === 'object') {
    Object.freeze(value);
    for (const item of Object.values(value)) frozen(item);
  }
  return value;
}

/** Makes the plan twice from frozen input; null when it is refused. */
function planOf(facts: Facts, request: Request): Plan | null {
  const { plan, issues } = makePlan(frozen(facts), frozen(request));
  must((plan === null) === issues.some((issue) => issue.severity === 'error'), 'neither plan nor reason');
  must(JSON.stringify(makePlan(facts, request)) === JSON.stringify({ plan, issues }), 'another plan');
  return plan;
}

test(`${CASES} machines and requests: every plan keeps every rule`, { timeout: 3_600_000 }, () => {
  let plans = 0;
  const check = property(machineAndRequest, ({ facts, request }) => {
    must(requestSchema.safeParse(request).success, 'the generator made a malformed request');
    const refused = checkRequest(request).find(({ severity }) => severity === 'error');
    must(refused === undefined, `the generator made a request that is refused: ${refused?.code ?? ''}`);
    const plan = planOf(facts, request);
    if (plan === null) return;
    plans += 1;
    for (const [name, rule] of Object.entries(rules)) {
      try {
        rule(plan, facts, request);
      } catch (error) {
        throw new Error(`the rule ${name} is broken`, { cause: error });
      }
    }
  });
  expect(() => assert(check, { numRuns: CASES, includeErrorInReport: true })).not.toThrow();
  // The generator is worth something only when it is not refused most of the time.
  expect(plans).toBeGreaterThan(CASES / 4);
});
