// SPDX-License-Identifier: Apache-2.0
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { LiveInstaller } from './live-installer.ts';
import { outputDirectory } from './medium.ts';
import { putScript } from './put-script.ts';

/** Its title in the catalogue. */
export const TWIN = 'Twin';
const SCRIPT = '/run/calamares-twin.py';
const DIRECTORY = '/run/calamares-twin';
const CATALOGUE = '/usr/share/particleos/catalogue.json';

const digestsSchema = z.object({ medium: z.string(), twin: z.string() });
export type Digests = z.infer<typeof digestsSchema>;
const noted = join(outputDirectory, 'calamares-digests.json');

/**
 * Puts a catalogue into the live system that offers the medium's image once more, under another digest, so that an installed
 * system tells which of both was chosen. Calamares reads it when it starts.
 */
export async function offerTwin(live: LiveInstaller): Promise<void> {
  await putScript(live, 'calamares-twin.py', SCRIPT);
  const facts = z
    .object({ live: z.object({ embeddedImage: z.string() }) })
    .parse(JSON.parse(await live.sh('particleos-installer facts --json')));
  await live.sh(`rm -rf ${DIRECTORY}`);
  const said = await live.sh(`python3 ${SCRIPT} ${facts.live.embeddedImage} ${DIRECTORY} ${CATALOGUE}`);
  await writeFile(noted, JSON.stringify(digestsSchema.parse(JSON.parse(said))));
}

/** Manifests of both images; of the last machine that offered them. */
export async function readDigests(): Promise<Digests> {
  return digestsSchema.parse(JSON.parse(await readFile(noted, 'utf8')));
}
