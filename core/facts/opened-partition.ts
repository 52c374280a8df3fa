// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';

/** How a system opens its own root at start, as the newest of its boot entries says it (rd.luks.name=, rd.luks.options=). */
export const foundUnlockSchema = z.object({
  /** Name below /dev/mapper. */
  mapper: z.string(),
  /** Options as crypttab(5) has them: "tries=0", "tpm2-device=auto". */
  options: z.array(z.string()),
  /** Files of its deployments that enrol the TPM anew, by their paths from the root of the file system. */
  files: z.array(z.string()),
});
export type FoundUnlock = z.infer<typeof foundUnlockSchema>;

/** What a passphrase showed of an encrypted partition; absent: nobody tried one. Nothing in it is a secret. */
export const openedPartitionSchema = z.discriminatedUnion('isOpen', [
  z.object({
    isOpen: z.literal(true),
    /** What is inside. */
    fileSystem: z.string().nullable(),
    /** Room inside, and how much of it holds data; null: not known. */
    sizeBytes: z.number().int(),
    usedBytes: z.number().int().nullable(),
    /** Key slots of its header, by number, and whether one holds a recovery key. */
    slots: z.array(z.number().int()),
    hasRecoveryKey: z.boolean(),
    /** Null: no boot entry on the disk says how it is opened. */
    unlock: foundUnlockSchema.nullable(),
  }),
  /** It stayed closed, and why, in words; null: what was given does not open it. */
  z.object({ isOpen: z.literal(false), message: z.string().nullable() }),
]);
export type OpenedPartition = z.infer<typeof openedPartitionSchema>;
