// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';
import { damaged } from './image-error.ts';

/** Digests become file names: nothing but sha256 and hexadecimal digits gets through. */
export const sha256Digest = z.string().regex(/^sha256:[0-9a-f]{64}$/);

/** OCI image-spec, descriptor.md. */
const descriptor = z.object({
  mediaType: z.string().default(''),
  digest: sha256Digest,
  size: z.number().int().nonnegative(),
  platform: z.object({ architecture: z.string(), os: z.string().optional() }).optional(),
  annotations: z.record(z.string(), z.string()).nullish(),
});
export type Descriptor = z.infer<typeof descriptor>;

/** OCI image-spec image-index.md; Docker's manifest list has the same shape. */
export const indexSchema = z.object({ manifests: z.array(descriptor) });

/** OCI image-spec manifest.md; Docker's schema 2 has the same shape. */
export const manifestSchema = z.object({
  config: descriptor,
  layers: z.array(descriptor),
  annotations: z.record(z.string(), z.string()).nullish(),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** OCI image-spec config.md, as far as it is read here. */
export const configSchema = z.object({
  architecture: z.string().min(1),
  config: z.object({ Labels: z.record(z.string(), z.string()).nullish() }).nullish(),
  rootfs: z.object({ diff_ids: z.array(z.string()).nullish() }).nullish(),
});
export type ImageConfig = z.infer<typeof configSchema>;

/** True for a list of manifests, by its content: the media type is optional in both. */
export function isIndex(json: unknown): boolean {
  return typeof json === 'object' && json !== null && 'manifests' in json;
}

/** JSON text checked by a schema; throws IssueError image-damaged naming the part. */
export function parsePart<T>(schema: z.ZodType<T>, text: string, part: string): T {
  const parsed = schema.safeParse(parseJson(text, part));
  if (parsed.success) return parsed.data;
  const [first] = parsed.error.issues;
  throw damaged(`${part}, ${first?.path.join('.') ?? ''}: ${first?.message ?? 'malformed'}`);
}

/** JSON text as a value of unknown shape; throws IssueError image-damaged naming the part. */
export function parseJson(text: string, part: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw damaged(`${part} is not JSON`);
  }
}
