// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';
import type { ImageFacts } from '../facts/facts.ts';
import type { Request } from '../request/request.ts';
import type { Configured } from './configure-steps.ts';
import { encryptionProof, type EncryptionProof } from './storage/encryption-parts.ts';
import { findPartition, layoutSchema, type Layout } from './storage/layout.ts';
import type { Settings } from './settings.ts';
import { DEPLOYMENT } from './target.ts';
import { literal, literalDeep } from './template.ts';
import { uidOf } from './user-id.ts';

/** What a finished system must show when it is read again, whatever engine wrote it. */
export const systemProof = z.object({
  deployment: z.string(),
  /** The deployment's /usr; null where it can only be read from within the running system (composefs). */
  usr: z.string().nullable(),
  varDirectory: z.string(),
  layout: layoutSchema,
  /** The engine made the table itself: types must be right, places need not be as foreseen. */
  foreignTable: z.boolean(),
  uuids: z.object({ root: z.string(), boot: z.string().nullable(), esp: z.string() }),
  /** File systems that fstab must mount, with their UUIDs. */
  fstab: z.array(z.object({ id: z.string(), uuid: z.string() })),
  /** Lines that it must hold beside them, word for word. */
  fstabLines: z.array(z.string()).default([]),
  kernelArguments: z.array(z.string()),
  /** Null: nothing is encrypted. */
  encryption: encryptionProof.nullable().default(null),
  digest: z.string(),
  track: z.string().nullable(),
  source: z.string(),
  hostname: z.string(),
  locale: z.string(),
  timezone: z.string(),
  /** Files below /etc that must be there as written, by their path. */
  files: z.record(z.string(), z.string()),
  users: z.array(
    z.object({
      name: z.string(),
      uid: z.number(),
      groups: z.array(z.string()),
      password: z.boolean(),
      /** Null: its home is made by the first start. */
      sshKeys: z.number().nullable(),
    }),
  ),
});
export type SystemProof = z.infer<typeof systemProof>;

export interface Proved {
  readonly layout: Layout;
  readonly image: ImageFacts;
  readonly settings: Settings;
  readonly request: Request;
  readonly kernelArguments: readonly string[];
  readonly encryption: EncryptionProof | null;
  readonly files: Readonly<Record<string, string>>;
}

/** What every engine's proof asks for; holes are the UUIDs and the deployment. */
export function systemProofOf(
  proved: Proved,
  where: Configured & Pick<SystemProof, 'usr' | 'foreignTable'>,
): SystemProof {
  const { layout, image, settings, request } = proved;
  const hasBoot = findPartition(layout, 'boot') !== undefined;
  return {
    deployment: DEPLOYMENT,
    usr: where.usr,
    varDirectory: where.varDirectory,
    layout: literalDeep(layout),
    foreignTable: where.foreignTable,
    uuids: { root: '{{rootUuid}}', boot: hasBoot ? '{{bootUuid}}' : null, esp: '{{espUuid}}' },
    fstab: (where.fstab?.ids ?? []).map((id) => ({ id, uuid: `{{${id}Uuid}}` })),
    fstabLines: literalDeep(layout.takenOver?.mounts.map(({ line }) => line) ?? []),
    kernelArguments: [...proved.kernelArguments],
    encryption: proved.encryption,
    digest: image.digest,
    track: settings.track === null ? null : literal(settings.track),
    source: literal(settings.source ?? ''),
    hostname: settings.hostname,
    locale: settings.locale,
    timezone: literal(settings.timezone),
    files: literalDeep(proved.files),
    users: (request.users ?? []).map((user, index) => ({
      name: user.name,
      uid: uidOf(index),
      groups: [...(user.sudo === true ? ['sudo'] : []), ...(user.groups ?? [])],
      password: user.passwordHash !== undefined || user.passwordSecret !== undefined,
      sshKeys: where.homesLater === true ? null : (user.sshKeys?.length ?? 0),
    })),
  };
}
