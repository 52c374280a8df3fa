// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';
import type { Runner } from '../runner/command.ts';

const image = z.looseObject({
  image: z.string(),
  transport: z.string(),
  /** "containerPolicy", "insecure" or {ostreeRemote}; absent: not said. */
  signature: z.unknown().optional(),
});

const entry = z.looseObject({
  image: z.looseObject({ image, version: z.string().nullish(), imageDigest: z.string() }).nullish(),
  /** Fetched with --download-only: it does not start by itself. */
  downloadOnly: z.boolean().default(false),
  ostree: z.looseObject({ checksum: z.string(), deploySerial: z.number() }).nullish(),
  composefs: z
    .looseObject({ verity: z.string(), bootType: z.string(), bootloader: z.string().nullish() })
    .nullish(),
});
export type BootcEntry = z.infer<typeof entry>;

/**
 * What `bootc status --json` says (docs/src/host-v1.schema.json): only what is used here, and only what all versions
 * since 1.1 have.
 */
export const bootcHostSchema = z.looseObject({
  spec: z.looseObject({ image: image.nullish().transform((value) => value ?? null) }),
  status: z.looseObject({
    /** "bootcHost"; null where bootc manages nothing, and, in 1.16.9, on a composefs system. */
    type: z.string().nullish(),
    booted: entry.nullish(),
    staged: entry.nullish(),
    rollback: entry.nullish(),
    /** Pinned ones and the like; absent in older versions. */
    otherDeployments: z.array(entry).default([]),
    rollbackQueued: z.boolean().default(false),
  }),
});
export type BootcHost = z.infer<typeof bootcHostSchema>;

/** Reads a text of `bootc status --json`; null when it is none, or bootc does not manage the system. Pure. */
export function parseBootcHost(text: string): BootcHost | null {
  try {
    const host = bootcHostSchema.parse(JSON.parse(text));
    const { type, booted } = host.status;
    return type === 'bootcHost' || booted?.composefs != null ? host : null;
  } catch {
    return null;
  }
}

/** What bootc says of this system; null where there is no bootc, or it manages nothing. */
export async function readBootcHost(runner: Runner): Promise<BootcHost | null> {
  try {
    const { stdout } = await runner.run({ argv: ['bootc', 'status', '--json'], timeoutMs: 120_000 });
    return parseBootcHost(stdout);
  } catch {
    return null; // no bootc here
  }
}
