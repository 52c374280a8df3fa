// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';
import { imageFactsSchema, type ImageFacts } from '../../facts/facts.ts';
import type { Request } from '../../request/request.ts';
import { layoutSchema, type Layout } from '../layout.ts';
import type { Settings } from '../settings.ts';
import type { Step } from '../step.ts';
import { literal, literalDeep } from '../template.ts';
import { DEPLOYMENT, STATEROOT_DIR, TARGET } from '../target.ts';
import { FIRST_UID } from '../user-steps.ts';

export const proofParams = z.object({
  target: z.string(),
  deployment: z.string(),
  stateroot: z.string(),
  layout: layoutSchema,
  loaders: imageFactsSchema.shape.loaders,
  uuids: z.object({ root: z.string(), boot: z.string(), esp: z.string() }),
  kernelArguments: z.array(z.string()),
  digest: z.string(),
  track: z.string().nullable(),
  source: z.string(),
  hostname: z.string(),
  locale: z.string(),
  timezone: z.string(),
  users: z.array(
    z.object({
      name: z.string(),
      uid: z.number(),
      groups: z.array(z.string()),
      password: z.boolean(),
      sshKeys: z.number(),
    }),
  ),
});
/** What the finished target must show when it is read again. */
export type ProofParams = z.infer<typeof proofParams>;

/** The boot proof: re-read the target before "done"; a finding is a failure with its reason. */
export function proofStep(input: {
  layout: Layout;
  image: ImageFacts;
  settings: Settings;
  request: Request;
  kernelArguments: readonly string[];
}): Step {
  const { layout, image, settings, request } = input;
  const params: ProofParams = {
    target: TARGET,
    deployment: DEPLOYMENT,
    stateroot: STATEROOT_DIR,
    layout,
    loaders: literalDeep(image.loaders),
    uuids: { root: '{{rootUuid}}', boot: '{{bootUuid}}', esp: '{{espUuid}}' },
    kernelArguments: [...input.kernelArguments],
    digest: image.digest,
    track: settings.track === null ? null : literal(settings.track),
    source: literal(settings.source ?? ''),
    hostname: settings.hostname,
    locale: settings.locale,
    timezone: literal(settings.timezone),
    users: (request.users ?? []).map((user, index) => ({
      name: user.name,
      uid: FIRST_UID + index,
      groups: [...(user.sudo === true ? ['sudo'] : []), ...(user.groups ?? [])],
      password: user.passwordHash !== undefined || user.passwordSecret !== undefined,
      sshKeys: user.sshKeys?.length ?? 0,
    })),
  };
  return {
    kind: 'action',
    id: 'boot-proof',
    phase: 'proof',
    title: 'Read the finished system again',
    action: 'boot-proof',
    params,
  };
}
