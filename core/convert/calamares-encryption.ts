// SPDX-License-Identifier: Apache-2.0
import { errorIssue, type Issue } from '../issues/issue.ts';
import type { EncryptionRequest } from '../request/encryption-request.ts';
import type { CalamaresPartition, CalamaresStorage } from './calamares-storage.ts';
import { unmapped } from './calamares-unmapped.ts';

/** Name of the passphrase among the secrets. No user of Calamares can be called so: a dot is refused there. */
export const DISK_SECRET = 'disk.passphrase';

/** Encrypted by this install; what was encrypted before is somebody else's. */
export function isNewlyEncrypted({ claimed, luksMapperName }: CalamaresPartition): boolean {
  return claimed === true && luksMapperName !== undefined;
}

/**
 * Whether a disk is to be encrypted: by the partition page's choice, or by what its jobs have made. The choice may be one
 * of before, where the rest was done by hand.
 */
function isEncrypted({ luksPassphrase, partitions, partitionChoices }: CalamaresStorage): boolean {
  const isChosen = ![undefined, null, '', false].includes(luksPassphrase as null);
  if (isChosen && partitionChoices?.install !== 'manual') return true;
  return (partitions ?? []).some(isNewlyEncrypted);
}

/**
 * The encryption that was chosen; null: none. The plan encrypts anew, so nothing of what Calamares encrypted stays: only
 * the passphrase is taken over. Where its recovery key goes is said by the configuration, because Calamares has no page
 * that asks.
 */
export function calamaresEncryption(storage: CalamaresStorage): EncryptionRequest | Issue | null {
  if (!isEncrypted(storage)) return null;
  const recoveryKey = storage.particleos?.recoveryKey ?? undefined;
  if (storage.particleos?.layout === 'mounted') return errorIssue('calamares-encryption-mounted', ['layout']);
  if (recoveryKey === undefined) return errorIssue('calamares-no-recovery-key', ['encryption']);
  if (storage.particleos?.severalPassphrases === true)
    return unmapped('partitions with different passphrases', 'partition.conf', ['encryption']);
  return { kind: 'luks2', passphraseSecret: DISK_SECRET, recoveryKey };
}
