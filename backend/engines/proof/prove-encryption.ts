// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import * as z from 'zod';
import type { EncryptionProof } from '../../../core/plan/storage/encryption-parts.ts';
import type { ActionContext } from '../../execute/context.ts';
import { textOf, type Proof } from './finding.ts';

/** What `cryptsetup luksDump --dump-json-metadata` prints of a header (LUKS2 On-Disk Format, "JSON area"); no key is in it. */
export const headerSchema = z.object({
  keyslots: z.record(z.string(), z.object({ type: z.string(), kdf: z.object({ type: z.string() }) })),
  tokens: z.record(z.string(), z.object({ type: z.string(), keyslots: z.array(z.string()) })),
  segments: z.record(z.string(), z.object({ type: z.string(), encryption: z.string() })),
});
type Header = z.infer<typeof headerSchema>;
type Volume = EncryptionProof['volumes'][number];

const SHORT_MS = 60_000;

/** What is wrong with a header; empty is a pass. Pure. */
export function headerFindings(volume: Volume, header: Header): string[] {
  const { path, slots } = volume;
  const findings: string[] = [];
  const segments = Object.values(header.segments);
  if (segments.length === 0 || segments.some(({ type }) => type !== 'crypt'))
    findings.push(`${path} is not encrypted as a whole`);
  const found = Object.keys(header.keyslots).map(Number);
  for (const slot of slots.filter((wanted) => !found.includes(wanted)))
    findings.push(`${path} has no key slot ${slot}`);
  for (const slot of found.filter((there) => !slots.includes(there)))
    findings.push(`${path} has a key slot ${slot} that nobody asked for`);
  if (volume.isNew && header.keyslots['0']?.kdf.type !== 'argon2id')
    findings.push(`the passphrase of ${path} is not protected by argon2id`);
  const recovery = Object.values(header.tokens).some(({ type }) => type === 'systemd-recovery');
  if (volume.recovery && !recovery) findings.push(`${path} has no recovery key`);
  const security = Object.values(header.tokens).some(({ type }) => type === 'systemd-fido2');
  if (volume.fido2 && !security) findings.push(`${path} has no security key`);
  return findings;
}

async function proveVolume(volume: Volume, { runner }: ActionContext): Promise<string[]> {
  const { path, mapper, luksUuid } = volume;
  const ask = async (...argv: [string, ...string[]]): Promise<string> =>
    (await runner.run({ argv, timeoutMs: SHORT_MS })).stdout.trim();
  const findings: string[] = [];
  const uuid = await ask('cryptsetup', 'luksUUID', path);
  if (uuid !== luksUuid) findings.push(`the header of ${path} has UUID "${uuid}"`);
  const header = headerSchema.safeParse(
    JSON.parse(await ask('cryptsetup', 'luksDump', '--dump-json-metadata', path)),
  );
  if (!header.success) return [...findings, `the header of ${path} is none that is known here`];
  findings.push(...headerFindings(volume, header.data));
  // What is mounted is what is encrypted: the open volume lies on this partition.
  const status = await ask('cryptsetup', 'status', mapper);
  const value = (key: string): string => new RegExp(`^\\s*${key}:\\s*(.*)$`, 'm').exec(status)?.[1] ?? '';
  if (value('type') !== 'LUKS2') findings.push(`${mapper} is of type "${value('type')}"`);
  if (value('device') !== path) findings.push(`${mapper} lies on "${value('device')}" instead of ${path}`);
  return findings;
}

/** The root is on LUKS2 with the key slots that were promised, and the system has the table to open it by. */
export const proveEncryption: Proof = async ({ encryption, deployment }, context) => {
  if (encryption === null) return [];
  const findings: string[] = [];
  for (const volume of encryption.volumes) findings.push(...(await proveVolume(volume, context)));
  const file = join(deployment, 'etc/crypttab');
  if ((await textOf(file)) !== encryption.crypttab) findings.push('/etc/crypttab is not what was planned');
  return findings;
};
