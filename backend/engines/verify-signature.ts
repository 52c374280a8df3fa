// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';
import { imageFactsSchema } from '../../core/facts/facts.ts';
import { trustFactsSchema } from '../../core/facts/trust-facts.ts';
import { imageReference } from '../../core/request/image-reference.ts';
import type { Action } from '../execute/context.ts';
import { judgeImage } from '../probe/trust/judge-image.ts';

const params = z.object({
  source: imageReference,
  image: imageFactsSchema.pick({ digest: true, layers: true }),
  access: z.object({
    authFile: z.string().optional(),
    certDir: z.string().optional(),
    proxy: z.string().optional(),
    /** Name of the secret that holds the proxy. */
    proxySecret: z.string().optional(),
  }),
  files: trustFactsSchema.shape.files.unwrap(),
});

/** Before the first write: the very image of the plan meets the policy. Throws IssueError. */
export const verifySignature: Action = async (raw, { runner, signal, secret, log }) => {
  const { source, image, access, files } = params.parse(raw);
  const { proxySecret, ...rest } = access;
  const proxy = proxySecret === undefined ? access.proxy : secret(proxySecret);
  const question = { source, image, access: { ...rest, proxy }, ...files, path: ['image', 'signature'] };
  const { verified } = await judgeImage(runner, question, signal);
  log({ event: 'signature', source, digest: image.digest, verified });
  return '';
};
