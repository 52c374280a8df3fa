// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { parseMountinfo, type Mount } from './mountinfo.ts';
import { listIfThere, readIfThere } from './read-if-there.ts';
import { parseUdevRecord, type UdevRecord } from './udev-record.ts';

/** What lsblk does not say of block devices, keyed by kernel name. */
export interface BlockExtra {
  readonly udev: Readonly<Record<string, UdevRecord>>;
  /** Serial from sysfs, for systems where udev does not run (virtio, NVMe, MMC). */
  readonly serials: Readonly<Record<string, string>>;
  /** Backing file of each loop device. */
  readonly loops: Readonly<Record<string, string>>;
  readonly mounts: readonly Mount[];
  /** Kernel names of the members of each mounted btrfs. */
  readonly btrfs: readonly (readonly string[])[];
}

/**
 * Reads /sys, /proc and /run/udev below `root`, without a process: udevadm for each disk would cost more
 * than everything else together. Throws when mountinfo cannot be read.
 */
export async function readBlockExtra(root: string): Promise<BlockExtra> {
  const names = (await listIfThere(join(root, 'sys/block'))) ?? [];
  const udev: Record<string, UdevRecord> = {};
  const serials: Record<string, string> = {};
  const loops: Record<string, string> = {};
  const readDisk = async (entry: string): Promise<void> => {
    const directory = join(root, 'sys/block', entry);
    // A slash in a device's name is written as "!" in sysfs (cciss!c0d0).
    const name = entry.replaceAll('!', '/');
    if (/^(loop|ram|zram)\d/.test(name)) {
      const file = await readIfThere(join(directory, 'loop/backing_file'));
      if (file !== null) loops[name] = file.trim();
      return;
    }
    const devno = (await readIfThere(join(directory, 'dev')))?.trim();
    const [record, device, serial] = await Promise.all([
      devno === undefined ? null : readIfThere(join(root, 'run/udev/data', `b${devno}`)),
      // Asks the device itself; one that answers with an error has no serial, the other disks still do.
      readIfThere(join(directory, 'device/serial')).catch(() => null),
      readIfThere(join(directory, 'serial')).catch(() => null),
    ]);
    if (record !== null) udev[name] = parseUdevRecord(record);
    const found = (device ?? serial ?? '').trim();
    if (found !== '') serials[name] = found;
  };
  const [mountinfo, btrfs] = await Promise.all([
    readIfThere(join(root, 'proc/self/mountinfo')),
    readBtrfs(root),
    ...names.map(readDisk),
  ]);
  if (mountinfo === null) throw new Error('/proc/self/mountinfo does not exist');
  return { udev, serials, loops, mounts: parseMountinfo(mountinfo), btrfs };
}

/** /sys/fs/btrfs has a directory for each mounted file system, with a link for each member. */
async function readBtrfs(root: string): Promise<string[][]> {
  const base = join(root, 'sys/fs/btrfs');
  const entries = (await listIfThere(base)) ?? [];
  const groups = await Promise.all(entries.map((entry) => listIfThere(join(base, entry, 'devices'))));
  return groups.filter((group) => group !== null);
}
