// SPDX-License-Identifier: Apache-2.0
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspectOci } from '../../backend/probe/inspect-oci.ts';
import { unpackedBytes } from '../../core/plan/ostree/image-steps.ts';
import { diskBytesNeeded } from '../../core/plan/storage/partition-sizes.ts';
import { makeDataDisk } from './data-disk.ts';
import { makeEmptyDisk } from './disk-images.ts';
import { makeVariant, type Variant } from './image-variant.ts';
import { startLive, type Live } from './live.ts';
import type { Disk } from './machine-options.ts';
import { LiveInstaller, type Applied } from './live-installer.ts';
import { outputDirectory, type Medium } from './medium.ts';

const MiB = 1024 ** 2;
/** Where the live system finds the image of the ISO. */
export const LIVE_IMAGE = '/run/initramfs/live/particleos/image';
export const DATA = '/run/data';
/** A label that lies: the tree is many times as large. */
const LIE_BYTES = 16 * MiB;

const variants: Readonly<Record<string, Variant>> = {
  cut: { layer: 'cut' },
  flipped: { layer: 'flipped' },
  unbootable: { labels: { 'ostree.bootable': null } },
  lying: { labels: { 'org.particleos.installed-bytes': String(LIE_BYTES) } },
};

/** A live system with disks of every unlucky kind and images with every fault. */
export class FaultLab extends LiveInstaller {
  /** Raw file of the disk TARGET. */
  readonly target: string;
  /** Bytes a disk must have for the image, which TARGET has, and SMALL lacks one MiB of. */
  readonly neededBytes: number;

  private constructor(live: Live, target: string, neededBytes: number) {
    super(live);
    this.target = target;
    this.neededBytes = neededBytes;
  }

  /** Boots the ISO with the disks TARGET, SMALL, TIGHT, twice TWIN and the one with answer files and images. */
  static async open(medium: Medium, answers: Readonly<Record<string, string>>): Promise<FaultLab> {
    const neededBytes = diskBytesNeeded(unpackedBytes(await inspectOci(medium.image, medium.image, 'amd64')));
    const disk = async (name: string, sizeBytes: number, serial = name): Promise<Disk> => ({
      path: await makeEmptyDisk(join(outputDirectory, `faults-${name}.img`), sizeBytes),
      bus: 'virtio',
      serial,
    });
    const target = await disk('TARGET', neededBytes);
    const live = await startLive({
      name: 'faults',
      firmware: 'uefi',
      iso: { path: medium.iso, bus: 'usb' },
      // Nothing listens at that port here: the registry is down.
      network: { toHost: [{ guestPort: 5000, hostPort: 1 }] },
      disks: [
        await dataDisk(medium, answers),
        target,
        await disk('SMALL', neededBytes - MiB),
        await disk('TIGHT', diskBytesNeeded(LIE_BYTES)),
        await disk('TWIN-1', 64 * MiB, 'TWIN'),
        await disk('TWIN-2', 64 * MiB, 'TWIN'),
      ],
    });
    const lab = new FaultLab(live, target.path, neededBytes);
    // Messages of the kernel would stand in the middle of what a command says.
    await lab.sh(`dmesg -n 1; mkdir -p ${DATA} && mount -o ro /dev/disk/by-label/DATA ${DATA}`);
    return lab;
  }

  /** A verb of faults.sh. */
  async lab(words: string, deadlineMs?: number): Promise<string> {
    return this.sh(`sh ${DATA}/faults.sh ${words}`, deadlineMs);
  }

  /** Installs and sends a signal that many seconds after a step has begun; see faults.sh. */
  async interrupt(
    step: string,
    seconds: number,
    signal: 'INT' | 'TERM' | 'ABRT',
    whom: 'all' | 'one',
  ): Promise<Applied> {
    return this.applyBy(
      `sh ${DATA}/faults.sh interrupt ${step} ${String(seconds)} ${signal} ${whom}`,
      `${DATA}/good.yaml`,
    );
  }
}

async function dataDisk(medium: Medium, answers: Readonly<Record<string, string>>): Promise<Disk> {
  await mkdir(outputDirectory, { recursive: true });
  const directory = await mkdtemp(join(outputDirectory, 'faults-'));
  try {
    for (const [name, variant] of Object.entries(variants))
      await makeVariant(medium.image, join(directory, name), LIVE_IMAGE, variant);
    for (const [name, text] of Object.entries(answers))
      await writeFile(join(directory, `${name}.yaml`), text);
    await copyFile(new URL('faults.sh', import.meta.url), join(directory, 'faults.sh'));
    return await makeDataDisk('DATA', directory, 1024 * MiB);
  } finally {
    await rm(directory, { recursive: true });
  }
}
