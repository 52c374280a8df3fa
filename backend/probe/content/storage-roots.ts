// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { parse } from 'smol-toml';
import * as z from 'zod';
import { readIfThere } from '../read-if-there.ts';

/** The first that is there counts alone (containers-storage.conf(5)). */
const FILES = ['etc/containers/storage.conf', 'usr/share/containers/storage.conf'];
const DEFAULT_GRAPHROOT = '/var/lib/containers/storage';

const storageConf = z.object({
  storage: z
    .object({
      graphroot: z.string().optional(),
      options: z.object({ additionalimagestores: z.array(z.string()).optional() }).optional(),
    })
    .optional(),
});

/** Directories of root's containers-storage, the writable one first. Throws when the configuration cannot be read. */
export async function storageRoots(root: string): Promise<string[]> {
  for (const file of FILES) {
    const text = await readIfThere(join(root, file));
    if (text === null) continue;
    const { storage } = storageConf.parse(parse(text));
    const graphroot = storage?.graphroot ?? '';
    const own = graphroot === '' ? DEFAULT_GRAPHROOT : graphroot;
    return [own, ...(storage?.options?.additionalimagestores ?? [])].map((path) => join(root, path));
  }
  return [join(root, DEFAULT_GRAPHROOT)];
}
