// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { RunFeed } from '../../../backend/server/run-feed.ts';
import type { VerbHandlers } from '../../../backend/server/verb-handlers.ts';
import { choicesSchema } from '../../../core/contract/choices.ts';
import { catalogueSchema, type ImageCatalogue } from '../../../core/contract/image-catalogue.ts';
import type { Disk, Facts } from '../../../core/facts/facts.ts';
import { errorIssue, warningIssue, type Issue } from '../../../core/issues/issue.ts';
import { IssueError } from '../../../core/issues/issue-error.ts';
import { noOffers } from '../../../core/plan/offers/offer.ts';
import { makeOffers } from '../../../core/plan/offers/make-offers.ts';
import { makePlan } from '../../../core/plan/make-plan.ts';
import type { Plan } from '../../../core/plan/plan.ts';
import { imageSource } from '../../../core/plan/settings.ts';
import { checkRequest } from '../../../core/request/check-request.ts';
import type { Request } from '../../../core/request/request.ts';
import { loadRequest } from '../../../core/request/load.ts';
import { FakeJournals } from './fake-journals.ts';
import { DISK_PASSPHRASE, lockedDisk, openedDisk, stillLocked } from './locked-disk.ts';
import { machines, remoteImage, type MachineName } from './machines.ts';
import { FakeNetwork } from './networks.ts';
import { clockSkew, hostOf, registryIssue, REGISTRY_PASSWORD } from './registries.ts';
import { scriptedRun } from './scripted-run.ts';

const choices = choicesSchema.parse(
  JSON.parse(readFileSync(new URL('../../fixtures/choices/debian-12.json', import.meta.url), 'utf8')),
);
const catalogue = catalogueSchema.parse(
  JSON.parse(readFileSync(new URL('catalogue.json', import.meta.url), 'utf8')),
);

/** The key that every encrypting run of the fake makes, in the form of systemd-cryptenroll's. */
export const RECOVERY_KEY = 'cdecvhid-jkdnvteh-rbnvhfkd-lrtctuit-ngkhfbcv-ilkhbuee-tljdlfir-vkgnbtnd';

const savedAs = {
  bundle: 'particleos-report.tar',
  answers: 'answers.yaml',
  'recovery-key': 'recovery-key.txt',
} as const;

export interface FakeOptions {
  readonly machine: MachineName;
  readonly feed: RunFeed;
  readonly stepMs: number;
  /** What a run's report says it took, in milliseconds. */
  readonly durationMs: number;
  /** Sticks are plugged in. */
  readonly withStick: boolean;
  /** Told of each call that has an effect, without secrets: for tests. */
  readonly onEffect?: (verb: string, input: unknown) => void;
}

interface Judged {
  readonly hash: string | null;
  readonly plan: Plan | null;
  readonly issues: Issue[];
}

/** The handlers of a service on a recorded machine: real plans, nothing written. */
export function fakeHandlers(options: FakeOptions): VerbHandlers {
  const { feed, machine, withStick, onEffect = () => {} } = options;
  const secrets = new Map<string, string>();
  const signedIn = new Set<string>();
  const network = new FakeNetwork();
  const facts: Facts = machines[machine];
  let draft: string | null = null;
  let recoveryKey: string | null = null;
  let log: string[] = [];
  let running: AbortController | null = null;

  const imageOf = (source: string | null): { image: Facts['image']; issue: Issue | null } => {
    if (source === null) return { image: null, issue: null };
    if (!source.startsWith('registry:')) return { image: facts.image, issue: null };
    const issue = registryIssue(source, signedIn);
    return { image: issue === null ? { ...remoteImage, source } : null, issue };
  };
  /** The machine as it is seen once an encrypted system is open (open-kept-system.ts). */
  const seenFor = ({ layout }: Request): Facts => {
    if (layout?.kind !== 'keep-data' || layout.passphraseSecret === undefined) return facts;
    const value = secrets.get(layout.passphraseSecret);
    if (value === undefined) return facts;
    const open = (disk: Disk): Disk => (value === DISK_PASSPHRASE ? openedDisk : stillLocked(disk));
    return {
      ...facts,
      disks: facts.disks.map((disk) => (disk.path === lockedDisk.path ? open(disk) : disk)),
    };
  };
  // The same joining as backend/cli/prepare.ts, without the probe.
  const judge = (text: string): Judged => {
    const loaded = loadRequest(text);
    if (!loaded.ok) return { hash: null, plan: null, issues: loaded.issues };
    const { request } = loaded;
    const { image, issue } = imageOf(imageSource(facts, request));
    const planned = makePlan({ ...seenFor(request), image }, request);
    const issues = [...checkRequest(request), ...(issue === null ? [] : [issue]), ...planned.issues];
    const plan = issues.some(({ severity }) => severity === 'error') ? null : planned.plan;
    const hash = plan === null ? null : createHash('sha256').update(JSON.stringify(plan)).digest('hex');
    return { hash, plan, issues };
  };
  const unfinished = new FakeJournals(facts.unfinished ?? []);
  const begin = (plan: Plan): void => {
    const controller = new AbortController();
    running = controller;
    log = [];
    void scriptedRun(plan, {
      signal: controller.signal,
      onRun: (run) => feed.publish(run),
      log: (line) => log.push(line),
      stepMs: options.stepMs,
      durationMs: options.durationMs,
    }).then((run) => {
      running = null;
      const isKept = run.state === 'succeeded' || run.disk === 'bootable';
      recoveryKey = isKept && plan.recoveryKey === 'shown' ? RECOVERY_KEY : null;
      unfinished.note(plan, run);
      feed.publish(run);
    });
  };
  const sticks = withStick
    ? [{ id: 'sdz1', title: 'Kingston DataTraveler (sdz1)', freeBytes: 31_000_000_000 }]
    : [];

  return {
    facts: async ({ image }) => {
      if (image === undefined) return { ...facts, image: null };
      const found = imageOf(image);
      if (found.issue !== null) throw new IssueError(found.issue);
      return { ...facts, image: found.image };
    },
    check: async ({ request }) => {
      const { plan, issues } = judge(request);
      return { ok: plan !== null, issues };
    },
    plan: async ({ request }) => judge(request),
    offers: async ({ request: text }) => {
      const loaded = loadRequest(text);
      if (!loaded.ok) return noOffers;
      const { image } = imageOf(imageSource(facts, loaded.request));
      return makeOffers({ ...seenFor(loaded.request), image }, loaded.request);
    },
    apply: async ({ request, planHash }) => {
      const { plan, hash, issues } = judge(request);
      const model = plan?.disk.model;
      const refused: Issue[] = [];
      if (running !== null || model === 'RUN-ACTIVE') refused.push(errorIssue('run-active'));
      if (hash !== planHash || model === 'PLAN-CHANGES') refused.push(errorIssue('plan-changed'));
      for (const name of secretsIn(request))
        if (!secrets.has(name)) refused.push(errorIssue('secret-missing', [], { name }));
      if (plan === null || refused.length > 0) return { state: 'refused', issues: [...refused, ...issues] };
      onEffect('apply', JSON.parse(request));
      begin(plan);
      return feed.now;
    },
    status: async () => feed.now,
    cancel: async () => {
      onEffect('cancel', {});
      running?.abort();
      return feed.now;
    },
    unfinished: async () => ({ installs: unfinished.installs }),
    resume: async ({ runId, request }) => {
      const { plan } = request === undefined ? { plan: null } : judge(request);
      const refused = unfinished.refusal(runId, plan, secrets);
      if (refused.length > 0) return { state: 'refused', issues: refused };
      onEffect('resume', { runId });
      // What its journal remembers is not recorded here: an install on the whole disk is played in its place.
      const selector = facts.disks.find(({ path }) => path === unfinished.diskOf(runId))?.serial;
      const found = plan ?? judge(JSON.stringify({ version: 1, disk: { serial: selector } })).plan;
      if (found === null) return { state: 'refused', issues: [errorIssue('resume-nothing')] };
      begin(found);
      return feed.now;
    },
    forget: async ({ runId }) => {
      onEffect('forget', { runId });
      unfinished.forget(runId);
      return { issues: [] };
    },
    secret: async ({ name, value }) => {
      secrets.set(name, value);
      onEffect('secret', { name });
      return {};
    },
    recoveryKey: async ({ acknowledge }) => {
      if (acknowledge === true) {
        recoveryKey = null;
        onEffect('recoveryKey', { acknowledge });
      }
      return { key: recoveryKey };
    },
    keymap: async () => ({ characters: Array.from('abcdefghijklmnopqrstuvwxyz0123456789 -'), issues: [] }),
    draft: async () => ({ draft }),
    saveDraft: async (input) => {
      draft = input.draft;
      return {};
    },
    choices: async () => choices,
    catalogue: async () => ({ schema: 1, images: [...embeddedEntry(facts), ...catalogue.images] }),
    // A layout that this compositor does not know stands for one that cannot switch at all.
    keyboard: async ({ layout }) => ({ applied: layout !== 'epo' }),
    network: async () => network.state(),
    wifi: async (input) => {
      const issues = network.join(input, secrets.get(input.passwordSecret ?? ''));
      return { network: network.state(), issues };
    },
    wired: async (input) => {
      onEffect('wired', input);
      return { network: network.state(), issues: network.set(input) };
    },
    reach: async ({ reference }) => {
      const issue = registryIssue(reference, signedIn);
      const clockSkewSeconds = clockSkew(reference);
      const clock = { seconds: clockSkewSeconds, registry: hostOf(reference) };
      const issues = [
        ...(issue === null ? [] : [issue]),
        ...(clockSkewSeconds > 0 ? [warningIssue('clock-wrong', [], clock)] : []),
      ];
      return { ok: issue === null, issues, clockSkewSeconds };
    },
    signIn: async ({ registry, passwordSecret }) => {
      if (secrets.get(passwordSecret) !== REGISTRY_PASSWORD)
        return { authFile: null, issues: [errorIssue('registry-auth', [], { source: registry })] };
      signedIn.add(hostOf(`registry:${registry}`));
      return { authFile: '/run/particleos/auth.json', issues: [] };
    },
    sshKeys: async () => ({
      keys: withStick
        ? [
            {
              from: 'sdz1',
              key: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGM1a2V5a2V5a2V5a2V5a2V5a2V5a2V5a2V5a2V5a2V5 ada@stick',
            },
          ]
        : [],
    }),
    log: async ({ after }) => ({ lines: log.slice(after), next: log.length }),
    sticks: async () => ({ sticks }),
    save: async (input) => {
      onEffect('save', input);
      return { file: savedAs[input.what], issues: [] };
    },
    leave: async (input) => {
      onEffect('leave', input);
      if (recoveryKey !== null) return { issues: [errorIssue('recovery-key-unread')] };
      return { issues: running === null ? [] : [errorIssue('run-active')] };
    },
  };
}

/** The image on the medium as the service puts it before the catalogue's. */
function embeddedEntry({ image, live }: Facts): ImageCatalogue['images'] {
  if (image === null || live?.embeddedImage == null) return [];
  const { digest, compressedBytes, installedBytes, title } = image;
  return [
    {
      id: 'embedded',
      title: title ?? 'ParticleOS',
      summary: 'The image on this medium; needs no network.',
      summaries: {},
      source: `oci:${live.embeddedImage}`,
      digest,
      compressedBytes,
      installedBytes,
      picture: null,
    },
  ];
}

/** Names of the passwords that a request refers to. */
function secretsIn(text: string): string[] {
  const loaded = loadRequest(text);
  if (!loaded.ok) return [];
  const { users = [], network = [], encryption } = loaded.request;
  const asking = [...users, ...network.flatMap(({ wifi }) => wifi ?? [])];
  const passphrase = encryption === undefined ? [] : [encryption.passphraseSecret];
  return [...asking.flatMap(({ passwordSecret }) => passwordSecret ?? []), ...passphrase];
}
