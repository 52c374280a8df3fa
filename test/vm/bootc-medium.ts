// SPDX-License-Identifier: Apache-2.0
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { Phases } from '../../iso-builder/phases.ts';
import { buildImage, buildIso } from './demo-build.ts';
import { outputDirectory, type Medium } from './medium.ts';

/** Debian packages no bootc: the tests that install with a real one need a package file of it. */
export const noBootc =
  'needs a Debian package of bootc: PARTICLEOS_BOOTC_DEB=FILE (or a ready PARTICLEOS_BOOTC_ISO and PARTICLEOS_BOOTC_IMAGE)';

export function hasBootc(): boolean {
  const { PARTICLEOS_BOOTC_DEB: deb, PARTICLEOS_BOOTC_ISO: iso } = process.env;
  return deb !== undefined || iso !== undefined;
}

/** libostree of trixie is too old for bootc; forky's Release files may have expired on a snapshot mirror. */
const suite = ['--suite', 'forky', '--allow-expired'];

/** An ISO with a bootc image, as an OCI directory and as a store, and a live system with a bootc of its own. */
export async function bootcMedium(): Promise<Medium> {
  const { PARTICLEOS_BOOTC_ISO: ready, PARTICLEOS_BOOTC_IMAGE: readyImage } = process.env;
  if (ready !== undefined && readyImage !== undefined) {
    await Promise.all([access(ready), access(readyImage)]);
    return { iso: ready, image: readyImage };
  }
  const say = (line: string): boolean => process.stdout.write(`${line}\n`);
  const deb = ['--deb', process.env['PARTICLEOS_BOOTC_DEB'] ?? ''];
  const image = join(outputDirectory, 'bootc-image');
  const iso = join(outputDirectory, 'bootc.iso');
  const phases = new Phases('tests', say);
  await phases.run('build the image for bootc', async () => {
    await buildImage(image, [...suite, ...deb, '--updater', 'bootc'], say);
    return null;
  });
  await phases.run('build its ISO', async () => {
    await buildIso(image, iso, say, [...suite, ...deb]);
    return null;
  });
  return { iso, image };
}
