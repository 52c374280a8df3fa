// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';
import type { Facts } from '../../facts/facts.ts';
import type { EncryptionRequest } from '../../request/encryption-request.ts';

const MiB = 1024 * 1024;
/** What cryptsetup itself takes at most (cryptsetup-luksFormat(8), --pbkdf-memory). */
const MOST_MEMORY_BYTES = 1024 * MiB;
/** With less, argon2id does not do what it was chosen for; OWASP asks for 19 MiB at the least, and a disk is worth more. */
export const LEAST_MEMORY_BYTES = 64 * MiB;

/** Name under which the recovery key leaves a run. */
export const RECOVERY_KEY = 'made:recovery-key';

/**
 * Key slots of a volume of ours. systemd-cryptenroll(1) takes the first free one for the recovery key and all it adds
 * later, and calls each slot without a token "password": only its number tells the one-time key from the passphrase.
 * The root has no key file, what is not the root no security key.
 */
export const keySlot = { passphrase: 0, recovery: 1, keyFile: 2, securityKey: 2, oneTime: 7 } as const;

/**
 * How a volume is opened, and by nothing but the key that is handed over. cryptsetup tries the tokens of a header before it
 * looks at that (src/cryptsetup.c, action_open_luks), by systemd's plugins: a TPM that knows the live system would open it
 * for a wrong passphrase as well, and a security key would wait for a touch that nobody was told of.
 */
export const OPEN_BY_KEY = [
  'cryptsetup',
  'open',
  '--disable-external-tokens',
  '--type=luks2',
  '--key-file=-',
] as const;

/** One encrypted volume, as it is while the install runs. */
export const encryptedVolume = z.object({
  /** What is on it: "root" and, where they are apart, others; part of the hole with its UUID. */
  role: z.string(),
  /** The disks whose locks are held while it is formatted. */
  diskPaths: z.array(z.string()),
  /** What holds the LUKS header: a partition, or an array of them. */
  path: z.string(),
  /** Sectors of its encryption, in bytes; null: as cryptsetup chooses. */
  sectorBytes: z.number().int().nullable(),
  /** Name below /dev/mapper, now and on the installed system. */
  mapper: z.string(),
  /** Opened before the root is mounted: the root itself, and the swap that the machine wakes up from. */
  early: z.boolean(),
});
export type EncryptedVolume = z.infer<typeof encryptedVolume>;

/** What opens a volume. */
export const unlockWay = z.enum(['passphrase', 'recovery-key', 'tpm2', 'fido2']);
export type UnlockWay = z.infer<typeof unlockWay>;

/** The encryption of a plan, for the review: nothing in it is a secret. */
export const planEncryptionSchema = z.object({
  kind: z.literal('luks2'),
  /** Memory that one guess at the passphrase costs at most, in bytes: it must be there at each start. Null: as it was made. */
  memoryBytes: z.number().int().nullable(),
  ways: z.array(unlockWay),
  volumes: z.array(encryptedVolume),
});
export type PlanEncryption = z.infer<typeof planEncryptionSchema>;

/**
 * Memory for argon2id in bytes, a whole number of KiB: a quarter of what the machine has, since the initramfs is there as
 * well and the disk may be put into a smaller machine; never more than cryptsetup's own limit.
 */
export function passphraseMemoryBytes({ memoryBytes }: Pick<Facts, 'memoryBytes'>): number {
  return Math.min(Math.floor(memoryBytes / 4 / 1024) * 1024, MOST_MEMORY_BYTES);
}

/** How the volumes of a plan are encrypted: what the steps are made from. */
export interface PlannedEncryption {
  readonly kind: 'new';
  readonly request: EncryptionRequest;
  /** As passphraseMemoryBytes gives it. */
  readonly memoryBytes: number;
  readonly volumes: readonly EncryptedVolume[];
}

/** What will open the disk, in the order in which a person would try. */
export function unlockWays({ tpm2, fido2 }: EncryptionRequest): UnlockWay[] {
  return [
    ...(tpm2 === undefined ? [] : ['tpm2' as const]),
    ...(fido2 === true ? ['fido2' as const] : []),
    'passphrase',
    'recovery-key',
  ];
}

/** Hole that holds the UUID of a volume's LUKS header. */
export function luksUuidHole(role: string): string {
  return `{{${role}LuksUuid}}`;
}

/** Node of an open volume. */
export function mapperPath({ mapper }: Pick<EncryptedVolume, 'mapper'>): string {
  return `/dev/mapper/${mapper}`;
}
