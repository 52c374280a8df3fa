// SPDX-License-Identifier: Apache-2.0
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspectOci } from '../../../backend/probe/inspect-oci.ts';
import { unpackedBytes } from '../../../core/plan/ostree/image-steps.ts';
import { diskBytesNeeded } from '../../../core/plan/storage/partition-sizes.ts';
import { makeDataDisk } from '../data-disk.ts';
import { demoAnswersFor } from '../demo-answers.ts';
import { LiveInstaller, type Applied } from '../live-installer.ts';
import { startLive } from '../live.ts';
import type { Disk, Firmware } from '../machine-options.ts';
import { outputDirectory, testMedium } from '../medium.ts';

const MiB = 1024 ** 2;
const DATA = '/run/data';

/** Least bytes of a disk for the image under test. */
export async function bytesForSystem(): Promise<number> {
  const { image } = await testMedium();
  return diskBytesNeeded(unpackedBytes(await inspectOci(image, image, 'amd64')));
}

/** The demo's answers for a disk by its serial number, with a layout. */
export function answersOf(serial: string, layout: string): string {
  return `${demoAnswersFor(`{serial: ${serial}}`, 'stay')}${layout}\n`;
}

export interface LabOptions {
  readonly name: string;
  readonly firmware?: Firmware;
  readonly disks: readonly Disk[];
  /** Answer files by name. */
  readonly answers: Readonly<Record<string, string>>;
  /** UEFI variables that the installed disks are started with. */
  readonly variables: string;
}

/** One live system with several disks: its start is what takes the time, so it installs on one after the other. */
export class LayoutLab extends LiveInstaller {
  static async open({ name, firmware = 'uefi', disks, answers, variables }: LabOptions): Promise<LayoutLab> {
    const { iso } = await testMedium();
    const live = await startLive({
      name,
      firmware,
      variables,
      iso: { path: iso, bus: 'usb' },
      disks: [...disks, await answerDisk(answers)],
    });
    const lab = new LayoutLab(live);
    // Messages of the kernel would stand in the middle of what a command says.
    await lab.sh(`dmesg -n 1; mkdir -p ${DATA} && mount -o ro /dev/disk/by-label/DATA ${DATA}`);
    return lab;
  }

  /** Installs by an answer file of the lab's; a failure is an error with the words of the installer. */
  async install(name: string): Promise<Applied> {
    const applied = await this.apply(`${DATA}/${name}.yaml`);
    if (applied.status !== 0)
      throw await this.live.machine.failure(`the install ${name} failed:\n${applied.words}`);
    const [told = ''] = /^particleos: succeeded after .*$/m.exec(applied.words) ?? [];
    process.stdout.write(`${name}: ${told}\n`);
    return applied;
  }

  /** A line of shell that installs by an answer file of the lab's; nothing of it is shown. */
  applyLine(name: string): string {
    return `particleos-installer apply --yes ${DATA}/${name}.yaml > /run/apply.out 2>&1`;
  }

  /** `apply` by an answer file of the lab's, which may fail. */
  async try(name: string): Promise<Applied> {
    return this.apply(`${DATA}/${name}.yaml`);
  }
}

async function answerDisk(answers: Readonly<Record<string, string>>): Promise<Disk> {
  await mkdir(outputDirectory, { recursive: true });
  const directory = await mkdtemp(join(outputDirectory, 'layouts-'));
  try {
    for (const [name, text] of Object.entries(answers))
      await writeFile(join(directory, `${name}.yaml`), text);
    return await makeDataDisk('DATA', directory, 16 * MiB);
  } finally {
    await rm(directory, { recursive: true });
  }
}
