// SPDX-License-Identifier: Apache-2.0
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { KioskSession } from './kiosk-session.ts';
import { outputDirectory } from './medium.ts';
import { putScript } from './put-script.ts';

const PROGRAM = '/usr/bin/particleos-installer';
const REAL = '/run/particleos-installer';
const TEE = '/run/calamares-capture.sh';
const KEPT = '/run/captured';
const FILES = ['storage.json', 'facts.json', 'answers.yaml'];
const READ_MS = 120_000;

/** Stands between Calamares' partition jobs and the installer of a live system, which does all that it does without. */
export async function captureCalamares(kiosk: KioskSession): Promise<void> {
  await putScript(kiosk, 'calamares-capture.sh', TEE);
  // In one go: Calamares may ask it something at any time.
  await kiosk.sh(`chmod 755 ${TEE} && mv ${PROGRAM} ${REAL} && mv ${TEE} ${PROGRAM}`);
}

/** Puts what was captured last where fixtures are renewed from: out/test/calamares-NAME.*. */
export async function keepCapture(kiosk: KioskSession, name: string): Promise<void> {
  for (const file of FILES) {
    const packed = await kiosk.sh(`gzip -c ${KEPT}/${file} | base64`, READ_MS);
    const text = gunzipSync(Buffer.from(packed.replaceAll(/\s/g, ''), 'base64')).toString();
    await writeFile(join(outputDirectory, `calamares-${name}.${file}`), text);
  }
}
