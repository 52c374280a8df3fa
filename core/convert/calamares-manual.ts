// SPDX-License-Identifier: Apache-2.0
import type { Disk, Partition } from '../facts/facts.ts';
import { selectorFor } from '../facts/selector-for.ts';
import { errorIssue, warningIssue, type Issue } from '../issues/issue.ts';
import { partitionSelectorFor } from '../plan/offers/partition-selector-for.ts';
import { typeGuid } from '../plan/storage/partition-role.ts';
import {
  dataFileSystem,
  dataMount,
  type LayoutRequest,
  type ManualDisk,
  type ManualPartition,
} from '../request/layout-request.ts';
import { calamaresPartition } from './calamares-disk.ts';
import { isNewlyEncrypted } from './calamares-encryption.ts';
import type { CalamaresPartition, CalamaresStorage } from './calamares-storage.ts';
import { unmapped } from './calamares-unmapped.ts';

type Role = Extract<ManualPartition, { action: 'keep' }>['role'];

/** A partition of Calamares' list that the new system uses, as it was found again. */
interface Used {
  readonly told: CalamaresPartition;
  readonly disk: Disk;
  readonly partition: Partition;
  readonly role: Role;
}

/** What the system uses a partition for; null: nothing, whatever became of it. */
function roleOf(told: CalamaresPartition, { efiSystemPartition }: CalamaresStorage): Role | null {
  const { mountPoint, fs, claimed } = told;
  if (mountPoint === '/') return 'root';
  // partition.conf may have it at /boot, where it is something else under BIOS.
  const isEsp = mountPoint === (efiSystemPartition ?? '/boot/efi');
  if (isEsp && (mountPoint !== '/boot' || fs?.startsWith('fat') === true)) return 'esp';
  if (mountPoint === '/boot') return 'boot';
  if (mountPoint !== undefined && mountPoint.startsWith('/')) return 'data';
  return fs === 'linuxswap' && claimed === true ? 'swap' : null;
}

/** What is asked of a partition and no line can say. */
function unsayable({ told, role }: Used): Issue[] {
  const { claimed, mountPoint = '', fs = 'none', luksMapperName } = told;
  const issues: Issue[] = [];
  const kept = claimed !== true;
  if (kept && role === 'root') issues.push(unmapped('a partition for the system that is not formatted'));
  if (kept && luksMapperName !== undefined)
    issues.push(unmapped(`an encrypted partition that is kept, at ${mountPoint}`));
  if (role === 'data' && !dataMount.safeParse(mountPoint).success)
    issues.push(unmapped(`a partition of its own at ${mountPoint}`));
  const isAsked = !kept && (role === 'data' || role === 'root');
  if (isAsked && !dataFileSystem.safeParse(fs).success)
    issues.push(unmapped(`the file system ${fs} at ${mountPoint}`));
  if (!kept && role === 'boot' && fs !== 'ext4')
    issues.push(warningIssue('calamares-file-system', ['layout'], { mount: mountPoint, fs, made: 'ext4' }));
  return issues;
}

/** Encryption is of all that is made, or of nothing; what a loader reads is never encrypted. */
function checkEncryption(used: readonly Used[]): Issue[] {
  const made = used.filter(({ told }) => told.claimed === true);
  const open = made.filter(({ role }) => role === 'boot' || role === 'esp');
  if (open.some(({ told }) => isNewlyEncrypted(told)))
    return [unmapped('an encrypted /boot', 'partition.conf', ['encryption'])];
  const rest = made.filter((one) => !open.includes(one));
  const encrypted = rest.filter(({ told }) => isNewlyEncrypted(told));
  return encrypted.length > 0 && encrypted.length < rest.length
    ? [unmapped('encryption of some partitions only', 'partition.conf', ['encryption'])]
    : [];
}

/** Encrypted, and used for nothing: neither the system nor its passphrase is for it, and it would be left open. */
function strays(storage: CalamaresStorage): Issue[] {
  return (storage.partitions ?? [])
    .filter((told) => isNewlyEncrypted(told) && roleOf(told, storage) === null)
    .map(({ device = '' }) =>
      unmapped(`an encrypted partition without a mount point, ${device}`, 'partition.conf', ['encryption']),
    );
}

function lineOf({ told, disk, partition, role }: Used): ManualPartition | null {
  const selector = partitionSelectorFor(disk, partition);
  if (selector === null) return null;
  const mount = role === 'data' ? dataMount.safeParse(told.mountPoint).data : undefined;
  const fileSystem = role === 'data' || role === 'root' ? dataFileSystem.safeParse(told.fs).data : undefined;
  return {
    action: told.claimed === true ? 'format' : 'keep',
    partition: selector,
    role,
    ...(mount === undefined ? {} : { mount }),
    ...(fileSystem === undefined ? {} : { fileSystem }),
  };
}

/** The BIOS boot partition, which has no mount point: where GRUB stands on the disk of the system. */
function biosBoot(disk: Disk): ManualPartition[] {
  const found = disk.partitions.find(({ type }) => type?.toLowerCase() === typeGuid['bios-boot']);
  const partition = found === undefined ? null : partitionSelectorFor(disk, found);
  return partition === null ? [] : [{ action: 'keep', partition, role: 'bios-boot' }];
}

function used(storage: CalamaresStorage, disks: readonly Disk[]): (Used | Issue)[] {
  return (storage.partitions ?? []).flatMap((told): (Used | Issue)[] => {
    const role = roleOf(told, storage);
    if (role === null) return [];
    const found = calamaresPartition(told.device ?? '', disks);
    return ['code' in found ? found : { told, role, ...found }];
  });
}

/**
 * What was laid out by hand and has been partitioned by now: every partition that the system uses, by its identity, with
 * what it is for. The tables are kept, and what Calamares has formatted is formatted as the system wants it.
 */
export function calamaresManual(
  storage: CalamaresStorage,
  disks: readonly Disk[],
): { layout: LayoutRequest | null; issues: Issue[] } {
  const found = used(storage, disks);
  const known = found.filter((one): one is Used => !('code' in one));
  const issues = found.filter((one): one is Issue => 'code' in one);
  issues.push(...known.flatMap(unsayable), ...checkEncryption(known), ...strays(storage));
  const root = known.find(({ role }) => role === 'root');
  const laid = [...new Set(known.map(({ disk }) => disk))].map((disk): ManualDisk | Issue => {
    const selector = selectorFor(disk, { disks });
    const own = known.filter((one) => one.disk === disk).map(lineOf);
    if (selector === null) return errorIssue('calamares-disk-nameless', ['disk'], { device: disk.path });
    const lines = own.filter((line) => line !== null);
    return {
      disk: selector,
      table: 'keep',
      partitions: [...(disk === root?.disk ? biosBoot(disk) : []), ...lines],
    };
  });
  issues.push(...laid.filter((one): one is Issue => 'code' in one));
  if (issues.some(({ severity }) => severity === 'error')) return { layout: null, issues };
  const all = laid.filter((one): one is ManualDisk => !('code' in one));
  return { layout: { kind: 'manual', disks: all }, issues };
}
