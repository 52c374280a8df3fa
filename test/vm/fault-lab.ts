// SPDX-License-Identifier: Apache-2.0
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspectOci } from '../../backend/probe/inspect-oci.ts';
import { unpackedBytes } from '../../core/plan/image-steps.ts';
import { diskBytesNeeded } from '../../core/plan/layout.ts';
import { runSchema, type Run } from '../../core/run/run.ts';
import { makeDataDisk } from './data-disk.ts';
import { makeEmptyDisk } from './disk-images.ts';
import { makeVariant, type Variant } from './image-variant.ts';
import { startLive, type Live } from './live.ts';
import type { Disk } from './machine-options.ts';
import { outputDirectory, type Medium } from './medium.ts';

const MiB = 1024 ** 2;
const INSTALL_MS = 1_800_000;
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

/** How an `apply` ended. */
export interface Applied {
  readonly status: number;
  /** What a person read. */
  readonly words: string;
  /** The run, or the issues of a refusal. */
  readonly result: unknown;
}

/** A live system with disks of every unlucky kind and images with every fault. */
export class FaultLab implements AsyncDisposable {
  readonly live: Live;
  /** Raw file of the disk TARGET. */
  readonly target: string;
  /** Bytes a disk must have for the image, which TARGET has, and SMALL lacks one MiB of. */
  readonly neededBytes: number;

  private constructor(live: Live, target: string, neededBytes: number) {
    this.live = live;
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

  /** Runs a line of shell that must succeed; returns its output. */
  async sh(script: string, deadlineMs?: number): Promise<string> {
    const { status, output } = await this.live.shell.run(script, deadlineMs);
    if (status !== 0) throw await this.live.machine.failure(`status ${status}: ${script}\n${output}`);
    return output;
  }

  /** A verb of faults.sh. */
  async lab(words: string, deadlineMs?: number): Promise<string> {
    return this.sh(`sh ${DATA}/faults.sh ${words}`, deadlineMs);
  }

  /** `apply --yes` of one of the answer files. */
  async apply(answers: string, more = ''): Promise<Applied> {
    const { status } = await this.live.shell.run(
      `particleos-installer apply --yes --json ${DATA}/${answers}.yaml ${more} > /run/apply.json 2> /run/apply.err`,
      INSTALL_MS,
    );
    return this.#applied(status);
  }

  /** The same with a signal when a step of it has begun; see faults.sh. */
  async interrupt(step: string, signal: 'INT' | 'TERM' | 'ABRT', whom: 'all' | 'one'): Promise<Applied> {
    const { status } = await this.live.shell.run(
      `sh ${DATA}/faults.sh interrupt ${step} ${signal} ${whom} particleos-installer apply --yes --json ${DATA}/good.yaml`,
      INSTALL_MS,
    );
    return this.#applied(status);
  }

  /** What the installer says of the last run. */
  async lastRun(): Promise<Run> {
    return runSchema.parse(JSON.parse(await this.sh('particleos-installer status --json')));
  }

  async #applied(status: number): Promise<Applied> {
    const words = await this.sh('cat /run/apply.err');
    const json = await this.sh('cat /run/apply.json');
    return { status, words, result: json === '' ? null : (JSON.parse(json) as unknown) };
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.live.machine.stop();
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
