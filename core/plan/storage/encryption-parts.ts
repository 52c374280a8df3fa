// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';
import type { Step } from '../step.ts';
import { encryptSteps, provePassphrase } from './encryption-steps.ts';
import { encryptedVolume, keySlot, luksUuidHole, type PlannedEncryption } from './encryption.ts';
import { lookForSecurityKey } from './fido2-steps.ts';
import type { KeptEncryption } from './kept-encryption.ts';
import { keptEncryptionParts } from './kept-encryption-parts.ts';
import { lookForStick } from './recovery-stick.ts';
import { crypttab, unlockArguments } from './unlock-files.ts';
import { unlockSteps } from './unlock-steps.ts';

/** What must be found of the encryption when the target is read again. */
export const encryptionProof = z.object({
  volumes: z.array(
    encryptedVolume.extend({
      luksUuid: z.string(),
      /** Key slots that must be there, by number. */
      slots: z.array(z.number().int()),
      recovery: z.boolean(),
      /** Made by this install, and so as this installer makes it. */
      isNew: z.boolean(),
      /** A security key was enrolled. */
      fido2: z.boolean(),
    }),
  ),
  /** What /etc/crypttab must say, word for word. */
  crypttab: z.string(),
});
export type EncryptionProof = z.infer<typeof encryptionProof>;

/** Where encryption comes into the steps of an engine. */
export interface EncryptionParts {
  /** Before the first write. */
  readonly look: readonly Step[];
  /** Makes the volumes and opens them, before their file systems are made or mounted. */
  readonly disk: readonly Step[];
  /** For the installed kernel. */
  readonly kernelArguments: readonly string[];
  /** Into the deployment's /etc. */
  readonly configure: readonly Step[];
  readonly proof: EncryptionProof | null;
  /** Beside the boot proof. */
  readonly prove: readonly Step[];
}

const nothing: EncryptionParts = {
  look: [],
  disk: [],
  kernelArguments: [],
  configure: [],
  proof: null,
  prove: [],
};

function proofOf(planned: PlannedEncryption): EncryptionProof {
  const { volumes, request } = planned;
  return {
    volumes: volumes.map((volume) => {
      const isRoot = volume.role === 'root';
      const oneTime = volume.early && request.tpm2 !== undefined ? [keySlot.oneTime] : [];
      const key = isRoot ? [] : [keySlot.keyFile];
      const fido2 = isRoot && request.fido2 === true;
      const security = fido2 ? [keySlot.securityKey] : [];
      const slots = [keySlot.passphrase, keySlot.recovery, ...key, ...security, ...oneTime];
      return { ...volume, luksUuid: luksUuidHole(volume.role), slots, recovery: isRoot, fido2, isNew: true };
    }),
    crypttab: crypttab(volumes, request),
  };
}

/**
 * The parts of an engine's plan that encryption adds; none when nothing is encrypted. takenOver: lines of crypttab(5) of a
 * system that is kept.
 */
export function encryptionParts(
  planned: PlannedEncryption | KeptEncryption | null,
  takenOver: readonly string[] = [],
): EncryptionParts {
  if (planned === null) return nothing;
  if (planned.kind === 'kept') return keptEncryptionParts(planned, takenOver);
  const { volumes, request } = planned;
  const [root] = volumes;
  if (root === undefined) return nothing;
  return {
    look: [...lookForStick(planned), ...lookForSecurityKey(request)],
    disk: encryptSteps(planned),
    kernelArguments: volumes
      .filter(({ early }) => early)
      .flatMap((volume) => unlockArguments(volume, request)),
    configure: unlockSteps(planned),
    proof: proofOf(planned),
    prove: volumes.map((volume) => provePassphrase(volume, request)),
  };
}
