// SPDX-License-Identifier: Apache-2.0
import type { BootEntry } from './atomic-systems.ts';
import type { FoundFiles } from './found-files.ts';

/** A deployment and the entry that starts it; null: none was found. */
export interface NewestDeployment {
  readonly id: string;
  readonly entry: BootEntry | null;
}

/**
 * Where ostree= of an entry leads: /ostree/boot.N is a link to one of two directories, and in it a link stands for each
 * deployment (libostree, ostree-sysroot-deploy.c, swap of the bootlinks).
 */
function leadsTo({ options }: BootEntry, files: FoundFiles['files'], stateroot: string): string | null {
  const word = options.find((one) => one.startsWith('ostree='));
  const [, version, rest] = /^ostree=\/?ostree\/(boot\.[01])\/([^/]+\/[^/]+\/\d+)$/.exec(word ?? '') ?? [];
  if (version === undefined || rest === undefined) return null;
  const target = files.get(`ostree/${files.get(`ostree/${version}`) ?? ''}/${rest}`) ?? '';
  const [, name, id] = /^\.\.\/\.\.\/\.\.\/deploy\/([^/]+)\/deploy\/([^/]+)$/.exec(target) ?? [];
  return name === stateroot && id !== undefined ? id : null;
}

/** The deployment of a stateroot that the newest of the boot entries starts, the first one where no entry leads to any. */
export function newestDeployment(
  files: FoundFiles['files'],
  entries: readonly BootEntry[],
  stateroot: string,
  ids: readonly string[],
): NewestDeployment | null {
  const newestFirst = entries.toSorted((a, b) => Number(b.version ?? 0) - Number(a.version ?? 0));
  for (const entry of newestFirst) {
    const id = leadsTo(entry, files, stateroot);
    if (id !== null && ids.includes(id)) return { id, entry };
  }
  const [first] = ids;
  return first === undefined ? null : { id: first, entry: null };
}
