// SPDX-License-Identifier: Apache-2.0
import { access } from 'node:fs/promises';

/** Where passwords of registries are looked for, as bootc does; the certificates' place is skopeo's own business. */
const AUTH_FILES = ['/run/ostree/auth.json', '/etc/ostree/auth.json', '/usr/lib/ostree/auth.json'] as const;

/** The containers-auth.json(5) file of this system; undefined when there is none. */
export async function systemAuthFile(): Promise<string | undefined> {
  for (const path of AUTH_FILES) {
    try {
      await access(path);
      return path;
    } catch {
      // the next one
    }
  }
  return undefined;
}
