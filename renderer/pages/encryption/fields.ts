// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';

export const encryptionFields = z.object({
  isOn: z.boolean(),
  /** The service has it under PASSPHRASE_SECRET; it is nowhere in a draft. */
  hasPassphrase: z.boolean(),
  tpm2: z.boolean(),
  /** Ask for a PIN beside the TPM. */
  pin: z.boolean(),
  fido2: z.boolean(),
});
export type EncryptionFields = z.infer<typeof encryptionFields>;
export const noEncryption: EncryptionFields = {
  isOn: false,
  hasPassphrase: false,
  tpm2: false,
  pin: false,
  fido2: false,
};

/** Name under which the service keeps the passphrase, and the request refers to it. */
export const PASSPHRASE_SECRET = 'disk-passphrase';
