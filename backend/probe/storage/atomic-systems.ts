// SPDX-License-Identifier: Apache-2.0
import type { Disk } from '../../../core/facts/facts.ts';
import type { MountTables } from '../../../core/facts/mount-tables.ts';
import type { FoundSystem } from '../../../core/facts/storage-facts.ts';
import { iniValue } from '../../../core/plan/bootc/bootc-origin.ts';
import { parseBlsEntry } from '../../engines/proof/prove-entries.ts';
import { fstabPartitions, type LinuxSystem } from './linux-systems.ts';
import type { Look } from './look.ts';
import { newestDeployment } from './newest-deployment.ts';
import { osName, osVersion, parseOsRelease } from './os-release.ts';
import { plainText } from './plain-text.ts';
import { readMountTables } from './read-mount-tables.ts';

/** ostree's deployments, and those of bootc's composefs backend, which has one stateroot (bootc, composefs_consts.rs). */
const ORIGIN = /^(?:ostree\/deploy\/([^/]+)\/deploy|state\/deploy\/([^/]+))\/([^/]+)\.origin$/;
const COMPOSEFS_STATEROOT = 'default';

type Deployment = FoundSystem['stateroots'][number]['deployments'][number];

/** The system of deployments on a file system, with every stateroot; null when there is none. `all`: looks at the whole disk. */
export function atomicSystem(look: Look, disk: Disk, all: readonly Look[]): LinuxSystem | null {
  const { files } = look.found;
  const entries = bootEntries(all);
  const stateroots = new Map<string, Deployment[]>();
  const names: string[] = [];
  const partitions = new Set([look.partition]);
  let id: string | null = null;
  let isBootc = false;
  for (const [path, text] of files) {
    const [, stateroot, ofComposefs, deployment] = ORIGIN.exec(path) ?? [];
    if (deployment === undefined) continue;
    const inside = `ostree/deploy/${stateroot}/deploy/${deployment}`;
    const release = parseOsRelease(files.get(`${inside}/usr/lib/os-release`) ?? '');
    const entry = entries.find(({ options }) => options.some((word) => leadsTo(word, deployment)));
    const name = osName(release) ?? entry?.title ?? null;
    if (name !== null) names.push(name);
    id ??= release.get('ID') ?? null;
    isBootc ||= ofComposefs !== undefined || files.has(`${inside}/usr/bin/bootc`);
    const imgref = iniValue(text, 'origin', 'container-image-reference');
    const found: Deployment = {
      id: deployment,
      imgref: imgref === null ? null : plainReference(imgref),
      version: osVersion(release) ?? entry?.version ?? null,
    };
    const key = stateroot ?? COMPOSEFS_STATEROOT;
    stateroots.set(key, [...(stateroots.get(key) ?? []), found]);
    const fstab = files.get(`${inside}/etc/fstab`) ?? '';
    for (const one of fstabPartitions(fstab, disk)) partitions.add(one);
    if (entry !== undefined && entry.partition !== null) partitions.add(entry.partition);
  }
  // A boot partition whose entries name this file system as their root is its own.
  for (const { options, partition } of entries)
    if (partition !== null && look.uuid !== null && options.includes(`root=UUID=${look.uuid}`))
      partitions.add(partition);
  const [first] = [...stateroots.values()].flat();
  if (first === undefined) return null;
  return {
    kind: isBootc ? 'bootc' : 'ostree',
    name: names[0] ?? (isBootc ? 'a bootc system' : 'an ostree system'),
    version: first.version,
    partitions: [...partitions],
    esp: null,
    stateroots: [...stateroots].map(([name, deployments]) => {
      const tables = mountTables(look, entries, name, deployments);
      return { name: plainText(name), deployments, ...(tables === null ? {} : { tables }) };
    }),
    id,
  };
}

/** By its end: a name that needs no quotes. */
const KEY_FILE = /\/cryptsetup-keys\.d\/[A-Za-z0-9_][\w.-]{0,120}$/;
const RESUME = /^resume=((?:[A-Z]+=)?[\w./:@+-]{1,250})$/;

/** What a stateroot's newest deployment uses beside the system's own parts; null: nothing. */
function mountTables(
  { found: { files } }: Look,
  entries: readonly BootEntry[],
  stateroot: string,
  deployments: readonly Deployment[],
): MountTables | null {
  // One that an install left half made has none yet.
  const ids = deployments
    .map(({ id }) => id)
    .filter((id) => files.has(`ostree/deploy/${stateroot}/deploy/${id}/etc/fstab`));
  const newest = newestDeployment(files, entries, stateroot, ids);
  if (newest === null) return null;
  const etc = `ostree/deploy/${stateroot}/deploy/${newest.id}/etc`;
  const text = (name: string): string => files.get(`${etc}/${name}`) ?? '';
  const tables = readMountTables(text('fstab'), text('crypttab'));
  if (tables.fstab.length === 0 && tables.unread.length === 0) return null;
  const resumes = newest.entry?.options.flatMap((word) => RESUME.exec(word)?.[1] ?? []) ?? [];
  const keys = [...files.keys()].filter((path) => path.startsWith(`${etc}/cryptsetup-keys.d/`));
  return {
    ...tables,
    keyFiles: keys.filter((path) => KEY_FILE.test(path)).toSorted(),
    resume: resumes.at(-1) ?? null,
  };
}

/** composefs= may have a question mark before the name (fs-verity is not insisted on). */
function leadsTo(word: string, deployment: string): boolean {
  return word === `composefs=${deployment}` || word === `composefs=?${deployment}`;
}

/** What a boot loader would start. */
export interface BootEntry {
  readonly title: string | null;
  readonly version: string | null;
  readonly options: readonly string[];
  /** The partition it stands on; null for an EFI system partition, which belongs to everyone. */
  readonly partition: string | null;
}

/** What boot loaders would start, as the entries on all file systems of a disk say it. */
export function bootEntries(all: readonly Look[]): BootEntry[] {
  return all.flatMap(({ found, partition }) => {
    const isEsp = [...found.files.keys()].some((path) => path.startsWith('EFI/'));
    return [...found.files].flatMap(([path, text]) => {
      if (!/^(boot\/)?loader\/entries\/[^/]+\.conf$/.test(path)) return [];
      const entry = parseBlsEntry(text);
      const word = (key: string): string | null => {
        const value = plainText(entry.get(key) ?? '');
        return value === '' ? null : value;
      };
      const options = (entry.get('options') ?? '').split(/\s+/);
      return [
        { title: word('title'), version: word('version'), options, partition: isEsp ? null : partition },
      ];
    });
  });
}

/** An image reference has no blanks; what has some is none. */
function plainReference(text: string): string | null {
  return /^[!-~]{1,1000}$/.test(text) ? text : null;
}
