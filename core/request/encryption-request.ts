// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';
import { lineOfText } from './line-of-text.ts';

/** Where the recovery key goes; to say so is to know that there is one, and that it opens the disk. */
export const recoveryKeyRequest = z.union([
  /** Shown once, when the install is done: somebody must be there. */
  z.strictObject({ show: z.literal(true) }),
  /** A file on the volume with this label, e.g. the stick that the answer file is on. */
  z.strictObject({ stick: lineOfText.max(255) }),
]);
export type RecoveryKeyRequest = z.infer<typeof recoveryKeyRequest>;

/** How a TPM 2.0 opens the disk; enrolled when the installed system first starts, never as the only way. */
export const tpm2Request = z.strictObject({
  /** Platform configuration registers that must be as they were (systemd-cryptenroll(1), --tpm2-pcrs=). */
  pcrs: z.array(z.int().min(0).max(23)).min(1),
  /** Ask for a PIN as well; it is chosen when the installed system first starts. */
  pin: z.boolean(),
});
export type Tpm2Request = z.infer<typeof tpm2Request>;

/** Encryption of everything that the install writes, /boot and the EFI system partition aside. */
export const encryptionRequest = z.strictObject({
  kind: z.literal('luks2'),
  /** Name of a secret handed over at apply time. The passphrase always opens the disk, whatever else does. */
  passphraseSecret: lineOfText,
  /** Absent: nobody has said that there is a recovery key, so nothing is installed. */
  recoveryKey: recoveryKeyRequest.optional(),
  tpm2: tpm2Request.optional(),
  /** Enrol the security key that is plugged in; it asks for a touch, during the install and at each start. */
  fido2: z.boolean().optional(),
  /** Let the disk know which blocks are free; who has the disk then sees which are. */
  discard: z.boolean().optional(),
});
export type EncryptionRequest = z.infer<typeof encryptionRequest>;
