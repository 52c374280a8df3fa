// SPDX-License-Identifier: Apache-2.0

/** The text of the file that holds a recovery key, for somebody who finds it years later. */
export function recoveryKeyFile(key: string): string {
  return [
    'Recovery key of a disk that was encrypted by the ParticleOS installer.',
    'Type it where the passphrase is asked for at the start. Keep it apart from the machine.',
    '',
    key,
    '',
  ].join('\n');
}
