// SPDX-License-Identifier: Apache-2.0
import { access, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { buildIso } from './demo-build.ts';
import { outputDirectory, testMedium } from './medium.ts';

/** The ISO that starts into Calamares, with the image under test. PARTICLEOS_CALAMARES_ISO names a ready one. */
export async function calamaresIso(): Promise<string> {
  const ready = process.env['PARTICLEOS_CALAMARES_ISO'];
  if (ready !== undefined) {
    await access(ready);
    return ready;
  }
  const { image } = await testMedium();
  await mkdir(outputDirectory, { recursive: true });
  const iso = join(outputDirectory, 'calamares.iso');
  await buildIso(image, iso, (line) => void process.stdout.write(`${line}\n`), ['--face', 'calamares']);
  return iso;
}
