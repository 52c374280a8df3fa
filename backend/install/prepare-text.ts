// SPDX-License-Identifier: Apache-2.0
import type { Facts, ImageFacts } from '../../core/facts/facts.ts';
import type { TrustFacts } from '../../core/facts/trust-facts.ts';
import type { Issue } from '../../core/issues/issue.ts';
import { makePlan } from '../../core/plan/make-plan.ts';
import { imageSource, updateReference } from '../../core/plan/settings.ts';
import { hibernates } from '../../core/plan/storage/encrypt-layout.ts';
import type { Plan } from '../../core/plan/plan.ts';
import { checkRequest } from '../../core/request/check-request.ts';
import { loadRequest } from '../../core/request/load.ts';
import type { ImageReference } from '../../core/request/image-reference.ts';
import type { Request } from '../../core/request/request.ts';
import { withPositions } from '../../core/request/resolve-paths.ts';
import { inspectImage } from '../probe/image.ts';
import { probeFacts } from '../probe/probe-facts.ts';
import type { Runner } from '../runner/command.ts';
import { readEdges } from '../table/read-edges.ts';
import { openKeptSystem, type SecretOf } from './open-kept-system.ts';

/** Waits for work that may be slow; a face says meanwhile what for. */
export type Patience = <T>(what: string, work: Promise<T>) => Promise<T>;

/** A request with all that can be said about it on this machine. */
export interface Prepared {
  readonly request: Request | null;
  readonly facts: Facts | null;
  readonly plan: Plan | null;
  /** In the order of the file; those without a place come last. */
  readonly issues: readonly Issue[];
}

/** How the image is reached: registry credentials, certificates, proxy. */
function accessOptions(request: Request): { authFile?: string; certDir?: string; proxy?: string } {
  const { authFile, certDir, proxy } = request.image ?? {};
  return {
    ...(authFile === undefined ? {} : { authFile }),
    ...(certDir === undefined ? {} : { certDir }),
    ...(proxy === undefined ? {} : { proxy }),
  };
}

/** A registry out of reach is no fault of the request: it says that the image went unchecked, and there is no plan. */
function softened(issue: Issue): Issue {
  return issue.code === 'registry-unreachable' ? { ...issue, severity: 'unchecked' } : issue;
}

function keepsEncryption({ layout }: Request): boolean {
  return layout?.kind === 'keep-data' && layout.passphraseSecret !== undefined;
}

/** Who signed the image, when that was asked; loaded on demand, because most do not ask. */
async function trustOf(
  runner: Runner,
  request: Request,
  source: ImageReference,
  image: ImageFacts | null,
): Promise<TrustFacts | null> {
  const signature = request.image?.signature;
  if (signature === undefined) return null;
  const { probeTrust } = await import('../probe/trust/probe-trust.ts');
  const track = updateReference(source, request);
  const trust = await probeTrust(runner, { ...accessOptions(request), signature, source, track, image });
  return trust.refusal === null ? trust : { ...trust, refusal: softened(trust.refusal) };
}

/**
 * Plans, and once more when the disk is known that the plan is for: what its ends hold goes into the plan, where that
 * can be read. Of a disk in use it would be another thing a moment later, and one that was read before keeps its own.
 */
async function planWithEdges(
  facts: Facts,
  request: Request,
): Promise<{ facts: Facts; planned: ReturnType<typeof makePlan> }> {
  const planned = makePlan(facts, request);
  if (planned.plan === null) return { facts, planned };
  const paths = [planned.plan.disk, ...planned.plan.otherDisks].map(({ path }) => path);
  const disks = await Promise.all(
    facts.disks.map(async (disk) => {
      if (!paths.includes(disk.path) || disk.edges !== undefined || disk.holders.length > 0) return disk;
      const edges = await readEdges(disk.path, disk.sizeBytes).catch(() => null);
      return edges === null ? disk : { ...disk, edges };
    }),
  );
  const read = { ...facts, disks };
  return { facts: read, planned: makePlan(read, request) };
}

export interface PrepareOptions {
  readonly patience?: Patience;
  /** Facts as an install that goes on wants them. */
  readonly change?: ((facts: Facts) => Facts) | undefined;
  /** What was handed over already: an encrypted system that is kept is looked into. */
  readonly secretOf?: SecretOf;
}

/** Reads a request, probes and plans. Needs no root and no network; says what it could not check. */
export async function prepareText(
  runner: Runner,
  text: string,
  {
    patience = (_what, work) => work,
    change = (facts) => facts,
    secretOf = () => undefined,
  }: PrepareOptions = {},
): Promise<Prepared> {
  // The machine is read while the text is: both are wanted nearly always, and reading a disk list waits for a process.
  const probing = probeFacts(runner);
  const loaded = loadRequest(text);
  const probed = await patience('looking at this machine', probing);
  if (!loaded.ok) return { request: null, facts: null, plan: null, issues: loaded.issues };
  const { request } = loaded;
  const opening = openKeptSystem(runner, probed, request, secretOf);
  const machine = await patience('looking into the encrypted system', opening);
  const source = imageSource(machine, request);
  const inspecting =
    source === null
      ? null
      : inspectImage(runner, {
          ...accessOptions(request),
          source,
          wantContent: request.install?.engine === 'bootc',
          wantInitramfs: request.encryption !== undefined || keepsEncryption(request) || hibernates(request),
          wantLogin: (request.users ?? []).some(({ autologin }) => autologin === true),
        });
  const inspected =
    inspecting === null ? null : await patience(`looking into the image ${source}`, inspecting);
  const image = inspected?.ok === true ? inspected.image : null;
  const trust = source === null ? null : await trustOf(runner, request, source, image);
  const whole = change({ ...machine, image, trust });
  const imageIssues = inspected?.ok === false ? [softened(inspected.issue)] : [];
  const { facts, planned } = await planWithEdges(whole, request);
  const issues = [...loaded.issues, ...checkRequest(request), ...imageIssues, ...planned.issues];
  const refused = issues.some((issue) => issue.severity === 'error');
  return {
    request,
    facts,
    plan: refused ? null : planned.plan,
    issues: withPositions(issues, loaded.locate),
  };
}
