// SPDX-License-Identifier: Apache-2.0
import { parseEnv } from 'node:util';
import { PROXY_FILE } from '../../core/plan/proxy-file.ts';
import { readIfThere } from '../probe/read-if-there.ts';

const NAMES = ['HTTPS_PROXY', 'HTTP_PROXY', 'NO_PROXY'];

/** The proxy that this system's updates go through, as an environment for skopeo and bootc; empty without one. */
export async function keptProxy(file = `/etc/${PROXY_FILE}`): Promise<Record<string, string>> {
  const entries = Object.entries(parseEnv((await readIfThere(file)) ?? ''));
  return Object.fromEntries(
    entries.flatMap(([name, value]) => (NAMES.includes(name) && value ? [[name, value] as const] : [])),
  );
}
