// SPDX-License-Identifier: Apache-2.0
import type { Facts, ImageFacts } from '../../core/facts/facts.ts';
import type { TrustFacts } from '../../core/facts/trust-facts.ts';
import type { Issue } from '../../core/issues/issue.ts';
import { makePlan } from '../../core/plan/make-plan.ts';
import { imageSource, updateReference } from '../../core/plan/settings.ts';
import type { Plan } from '../../core/plan/plan.ts';
import { checkRequest } from '../../core/request/check-request.ts';
import { loadRequest } from '../../core/request/load.ts';
import type { ImageReference } from '../../core/request/image-reference.ts';
import type { Request } from '../../core/request/request.ts';
import { withPositions } from '../../core/request/resolve-paths.ts';
import { inspectImage } from '../probe/image.ts';
import { probeFacts } from '../probe/probe-facts.ts';
import type { Runner } from '../runner/command.ts';

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

/** Reads a request, probes and plans. Needs no root and no network; says what it could not check. */
export async function prepareText(
  runner: Runner,
  text: string,
  patience: Patience = (_what, work) => work,
): Promise<Prepared> {
  // The machine is read while the text is: both are wanted nearly always, and reading a disk list waits for a process.
  const probing = probeFacts(runner);
  const loaded = loadRequest(text);
  const machine = await patience('looking at this machine', probing);
  if (!loaded.ok) return { request: null, facts: null, plan: null, issues: loaded.issues };
  const { request } = loaded;
  const source = imageSource(machine, request);
  const inspecting =
    source === null
      ? null
      : inspectImage(runner, {
          ...accessOptions(request),
          source,
          wantContent: request.install?.engine === 'bootc',
          wantLogin: (request.users ?? []).some(({ autologin }) => autologin === true),
        });
  const inspected =
    inspecting === null ? null : await patience(`looking into the image ${source}`, inspecting);
  const image = inspected?.ok === true ? inspected.image : null;
  const trust = source === null ? null : await trustOf(runner, request, source, image);
  const facts: Facts = { ...machine, image, trust };
  const imageIssues = inspected?.ok === false ? [softened(inspected.issue)] : [];
  const planned = makePlan(facts, request);
  const issues = [...loaded.issues, ...checkRequest(request), ...imageIssues, ...planned.issues];
  const refused = issues.some((issue) => issue.severity === 'error');
  return {
    request,
    facts,
    plan: refused ? null : planned.plan,
    issues: withPositions(issues, loaded.locate),
  };
}
