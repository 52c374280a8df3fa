// SPDX-License-Identifier: Apache-2.0
import type { Disk, ImageFacts } from '../../facts/facts.ts';
import type { CrypttabLine, MountTables } from '../../facts/mount-tables.ts';
import { deviceName, partitionsNamed } from './device-name.ts';
import { pathInDeployment } from './path-in-deployment.ts';

/** A mapping of crypttab(5) that the new deployment opens as well. */
export interface TakenMapping {
  readonly kind: 'taken';
  readonly name: string;
  /** Kernel name of the partition; null: it is not here now. */
  readonly partition: string | null;
  readonly line: string;
  readonly keyFile: string | null;
}

/** One that it does not open, and why, in words. */
export interface LeftMapping {
  readonly kind: 'left';
  readonly name: string;
  readonly why: string;
}

export interface MappingQuestion {
  readonly disks: readonly Disk[];
  readonly image: ImageFacts | null;
  /** Kernel name of the root that is kept, and its name below /dev/mapper: that one is opened before the table is read. */
  readonly root: { readonly partition: string; readonly mapper: string | null };
}

/** Nothing waits long for what is not plugged in, and the system starts without it (systemd.mount(5), crypttab(5)). */
export const WITHOUT_IT = ['nofail', 'x-systemd.device-timeout=10s'];
export const NAME_MAY_CHANGE = 'another disk may have that name tomorrow';
export const SEVERAL = 'several partitions have that name';

/**
 * Options that open a LUKS volume as it is. Others write to it at each start (swap, tmp), or open something else by what
 * is not in its header (plain, tcrypt, header=).
 */
const HARMLESS =
  /^(?:luks|discard|tries=.+|timeout=.+|nofail|noauto|read-?only|no-(?:read|write)-workqueue|same-cpu-crypt|submit-from-crypt-cpus|try-empty-password=?.*|token-timeout=.+|password-(?:echo|cache)=.+|tpm2-[a-z0-9-]+=.*|fido2-[a-z0-9-]+=.*|x-systemd\..+|x-initrd\.attach)$/;

/** Options with more of them, but for those whose name is among them already. */
export function withOptions(options: readonly string[], more: readonly string[]): string[] {
  const names = new Set(options.map((option) => option.split('=')[0]));
  const added = more.filter((option) => !names.has(option.split('=')[0]));
  const kept = added.length === 0 ? options : options.filter((option) => option !== 'defaults');
  return [...kept, ...added];
}

/** What is opened in the root, not by the initramfs, needs the same program and module: the one was made from the other. */
function canOpen(image: ImageFacts | null): boolean {
  const unlock = image?.content?.unlock ?? null;
  return unlock?.read === true && unlock.opener === 'systemd' && unlock.dmCrypt;
}

function takeMapping(
  { name, device, key, options }: CrypttabLine,
  { keyFiles }: MountTables,
  { disks, image, root }: MappingQuestion,
): TakenMapping | LeftMapping | null {
  const left = (why: string): LeftMapping => ({ kind: 'left', name, why });
  const known = deviceName(device);
  const found = known === null ? [] : partitionsNamed(disks, known);
  if (name === root.mapper || found.some((partition) => partition.name === root.partition)) return null;
  if (known === null) return left(NAME_MAY_CHANGE);
  if (found.length > 1) return left(SEVERAL);
  const strange = options.find((option) => !HARMLESS.test(option));
  if (strange !== undefined) return left(`its option ${strange} is not taken over`);
  const file = key ?? `/etc/cryptsetup-keys.d/${name}.key`;
  const keyFile = keyFiles.find((path) => `/${pathInDeployment(path)}` === file) ?? null;
  if (key !== null && keyFile === null) return left(`its key ${key} is not taken over`);
  if (!canOpen(image)) return left('the image is not known to open it');
  const [partition] = found;
  const all = partition === undefined ? withOptions(options, WITHOUT_IT) : options;
  const fields = [name, device, key ?? 'none', all.join(',')];
  return {
    kind: 'taken',
    name,
    partition: partition?.name ?? null,
    line: fields.join(' ').trim(),
    keyFile,
  };
}

/** What becomes of each line of crypttab(5) but that of the root. Pure. */
export function takeMappings(
  tables: MountTables,
  question: MappingQuestion,
): readonly (TakenMapping | LeftMapping)[] {
  return tables.crypttab.flatMap((line) => takeMapping(line, tables, question) ?? []);
}
