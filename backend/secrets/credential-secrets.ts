// SPDX-License-Identifier: Apache-2.0
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SecretStore } from './secret-store.ts';

/** Credentials of this service whose name begins so are secrets of the answer file, by the rest of the name. */
const PREFIX = 'particleos.secret.';

/**
 * Takes the secrets that were handed to this machine as system credentials (systemd.system-credentials(7)): for an install
 * that nobody is there for. The unit imports them (systemd.exec(5), ImportCredential=); elsewhere there are none. What was
 * given by hand is not replaced.
 */
export async function addCredentialSecrets(
  secrets: SecretStore,
  directory = process.env['CREDENTIALS_DIRECTORY'],
): Promise<void> {
  if (directory === undefined) return;
  for (const file of await readdir(directory).catch(() => [])) {
    const name = file.slice(PREFIX.length);
    if (!file.startsWith(PREFIX) || name === '' || secrets.get(name) !== undefined) continue;
    const value = (await readFile(join(directory, file), 'utf8')).replace(/\r?\n$/, '');
    if (value !== '') secrets.set(name, value);
  }
}
