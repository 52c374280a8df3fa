// SPDX-License-Identifier: Apache-2.0
import { errorIssue, type Issue } from '../issues/issue.ts';
import type { EncryptionRequest } from '../request/encryption-request.ts';
import type { CalamaresStorage } from './calamares-storage.ts';

/** Name of the passphrase among the secrets. No user of Calamares can be called so: a dot is refused there. */
export const DISK_SECRET = 'disk.passphrase';

/** Whether a disk is to be encrypted: by the partition page's choice, or by what its jobs have made. */
function isEncrypted({ luksPassphrase, partitions }: CalamaresStorage): boolean {
  if (![undefined, null, '', false].includes(luksPassphrase as null)) return true;
  return (partitions ?? []).some(({ luksMapperName }) => luksMapperName !== undefined);
}

/**
 * The encryption that was chosen; null: none. The plan encrypts in its own layout, so nothing of what Calamares
 * encrypted stays: only the passphrase is taken over. Where its recovery key goes is said by the configuration, because
 * Calamares has no page that asks.
 */
export function calamaresEncryption(storage: CalamaresStorage): EncryptionRequest | Issue | null {
  if (!isEncrypted(storage)) return null;
  const recoveryKey = storage.particleos?.recoveryKey ?? undefined;
  if (storage.particleos?.layout === 'mounted') return errorIssue('calamares-encryption-mounted', ['layout']);
  if (recoveryKey === undefined) return errorIssue('calamares-no-recovery-key', ['encryption']);
  return { kind: 'luks2', passphraseSecret: DISK_SECRET, recoveryKey };
}
