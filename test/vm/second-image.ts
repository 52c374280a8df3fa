// SPDX-License-Identifier: Apache-2.0
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { buildImage } from './demo-build.ts';
import { outputDirectory } from './medium.ts';

/** Another kernel flavour, a package with a system user and one with a group that owns a file, one less, another default. */
const options = [
  '--version=2',
  '--kernel=linux-image-cloud-amd64',
  '--package=tcpdump',
  '--package=plocate',
  '--without-package=nano',
  '--etc-file=issue.net=second image',
];

/** Builds an image to update to, as an OCI directory. PARTICLEOS_IMAGE_2 names a ready one. */
export async function secondImage(): Promise<string> {
  const ready = process.env['PARTICLEOS_IMAGE_2'];
  if (ready !== undefined) {
    await access(ready);
    return ready;
  }
  const directory = join(outputDirectory, 'image2');
  await buildImage(directory, options, (line) => process.stdout.write(`${line}\n`));
  return directory;
}
