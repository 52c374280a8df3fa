// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';

/** The state of Secure Boot and its keys: it stays over updates of the system (UAPI, Linux TPM PCR Registry). */
export const DEFAULT_PCRS = [7];

export const encryptionFields = z.object({
  isOn: z.boolean(),
  /**
   * The service has the passphrase under PASSPHRASE_SECRET, and it was typed as at boot with this keymap; it is nowhere in a
   * draft. Null: there is none.
   */
  typedWith: z.string().nullable().default(null),
  tpm2: z.boolean(),
  /** Ask for a PIN beside the TPM. */
  pin: z.boolean(),
  /** Registers of the TPM that must be as they were (systemd-cryptenroll(1), --tpm2-pcrs=). */
  pcrs: z.array(z.int()).default(DEFAULT_PCRS),
  fido2: z.boolean(),
  /** Free blocks are told to the disk. */
  discard: z.boolean().default(false),
});
export type EncryptionFields = z.infer<typeof encryptionFields>;
export const noEncryption: EncryptionFields = {
  isOn: false,
  typedWith: null,
  tpm2: false,
  pin: false,
  pcrs: DEFAULT_PCRS,
  fido2: false,
  discard: false,
};

/** Name under which the service keeps the passphrase, and the request refers to it. */
export const PASSPHRASE_SECRET = 'disk-passphrase';
