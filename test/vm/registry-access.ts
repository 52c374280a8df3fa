// SPDX-License-Identifier: Apache-2.0
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Network } from './machine-options.ts';
import { HOST_ADDRESS } from './network-arguments.ts';
import { registryUser, type Registry } from './registry.ts';

const GUEST_PORT = 5000;
/** The registry of this machine as a guest names it. */
export const GUEST_REGISTRY = `${HOST_ADDRESS}:${String(GUEST_PORT)}`;

/** A guest's way to it. */
export function wayTo(registry: Registry): Network {
  return { toHost: [{ guestPort: GUEST_PORT, hostPort: registry.port }] };
}

/** Writes what gets into it below a directory: auth.json, with a stranger's password beside, and certs/. */
export async function writeAccess(directory: string, registry: Registry): Promise<void> {
  const auth = (name: string, password: string): { auth: string } => ({
    auth: Buffer.from(`${name}:${password}`).toString('base64'),
  });
  const auths = {
    [GUEST_REGISTRY]: auth(registryUser.name, registryUser.password),
    'elsewhere.example.org': auth('other', 'secret'),
  };
  await writeFile(join(directory, 'auth.json'), JSON.stringify({ auths }));
  await mkdir(join(directory, 'certs'));
  await copyFile(join(registry.certDir, 'ca.crt'), join(directory, 'certs/ca.crt'));
}
