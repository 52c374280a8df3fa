// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';
import type { Facts } from '../facts/facts.ts';
import type { TrustFacts } from '../facts/trust-facts.ts';
import { policySchema, type Policy } from '../policy/policy.ts';
import { acceptsAnything, rejectsAll, requirementsFor } from '../policy/requirements-for.ts';
import { repositoryOf } from '../request/repository-of.ts';
import type { Request } from '../request/request.ts';
import type { Settings } from './settings.ts';

export const planTrustSchema = z.object({
  by: z.enum(['signature', 'policy', 'digest', 'medium', 'none']),
  /** Something vouches for the image: a checked signature, a pinned digest, the medium it came on. */
  verified: z.boolean(),
  /** The same in words for the review. */
  detail: z.string(),
  /** What the installed system does with updates: accepts signed ones only, all, none, or it follows nothing. */
  updates: z.enum(['signed', 'unchecked', 'refused', 'none']),
});
/** Why the image is trusted, or that it is not. */
export type PlanTrust = z.infer<typeof planTrustSchema>;

/** The policy that the installed system gets; null when none was asked for. */
export function installedPolicy({ trust }: Pick<Facts, 'trust'>): Policy | null {
  return trust?.files == null ? null : policySchema.parse(JSON.parse(trust.files.policy));
}

/** Whether an unsigned update would be refused. */
export function checksUpdates(facts: Pick<Facts, 'trust'>, track: Settings['track']): boolean {
  const policy = installedPolicy(facts);
  const repository = track === null ? null : repositoryOf(track);
  if (policy === null || repository === null) return false;
  return !acceptsAnything(requirementsFor(policy, 'docker', repository));
}

/**
 * Whether bootc can be told to insist on the policy: it refuses one whose default accepts anything
 * (ostree-ext, container/deploy.rs, "refusing usage").
 */
export function enforcesPolicy(facts: Pick<Facts, 'trust'>, track: Settings['track']): boolean {
  const policy = installedPolicy(facts);
  return policy !== null && !acceptsAnything(policy.default) && checksUpdates(facts, track);
}

function byAsked({ by, file, fingerprint, verified }: TrustFacts): Omit<PlanTrust, 'updates'> {
  if (by === 'publicKey')
    return { by: 'signature', verified, detail: `signed by the key sha256:${fingerprint ?? ''}` };
  return { by, verified, detail: verified ? `signed as ${file} asks` : `none: ${file} accepts it unsigned` };
}

function byItself(facts: Facts, request: Request, settings: Settings): Omit<PlanTrust, 'updates'> {
  const pinned = settings.digest !== null || /@sha256:/.test(settings.source ?? '');
  if (pinned) return { by: 'digest', verified: true, detail: 'pinned by its digest' };
  if (request.image?.source === undefined && facts.live !== null)
    return { by: 'medium', verified: true, detail: 'as this live system: it is on the same medium' };
  return { by: 'none', verified: false, detail: 'none: nobody vouches for this image' };
}

function updatesOf(facts: Facts, track: Settings['track']): PlanTrust['updates'] {
  if (track === null) return 'none';
  if (refusesUpdates(facts, track)) return 'refused';
  return checksUpdates(facts, track) ? 'signed' : 'unchecked';
}

/** What vouches for the image of a plan. */
export function planTrust(facts: Facts, request: Request, settings: Settings): PlanTrust {
  const { trust } = facts;
  return {
    ...(trust === null ? byItself(facts, request, settings) : byAsked(trust)),
    updates: updatesOf(facts, settings.track),
  };
}

/** Whether the policy lets no update in at all. */
export function refusesUpdates(facts: Pick<Facts, 'trust'>, track: Settings['track']): boolean {
  const policy = installedPolicy(facts);
  const repository = track === null ? null : repositoryOf(track);
  return policy !== null && repository !== null && rejectsAll(requirementsFor(policy, 'docker', repository));
}
