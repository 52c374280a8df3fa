// SPDX-License-Identifier: Apache-2.0
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { KioskSession } from './kiosk-session.ts';
import { outputDirectory } from './medium.ts';

const PROGRAM = '/usr/bin/particleos-installer';
const REAL = '/run/particleos-installer';
const KEPT = '/run/captured';
const FILES = ['storage.json', 'facts.json', 'answers.yaml'];
const READ_MS = 120_000;

/** Notes what particleos-install hands to `convert`, with the facts of that moment, and the answers that `plan` gets. */
const TEE = `#!/bin/sh
case "$*" in
    *--choices*) ;;
    'convert calamares -'*)
        rm -rf ${KEPT}; mkdir ${KEPT}; cat > ${KEPT}/storage.json
        udevadm settle --timeout=900
        ${REAL} facts --json --image oci:/run/initramfs/live/particleos/image > ${KEPT}/facts.json < /dev/null
        exec ${REAL} "$@" < ${KEPT}/storage.json ;;
    'plan -'*)
        cat > ${KEPT}/answers.yaml
        exec ${REAL} "$@" < ${KEPT}/answers.yaml ;;
esac
exec ${REAL} "$@"
`;

/** Stands between Calamares' partition jobs and the installer of a live system, which does all that it does without. */
export async function captureCalamares(kiosk: KioskSession): Promise<void> {
  const script = Buffer.from(TEE).toString('base64');
  await kiosk.sh(
    `mv ${PROGRAM} ${REAL} && printf %s ${script} | base64 -d > ${PROGRAM} && chmod 755 ${PROGRAM}`,
  );
}

/** Puts what was captured last where fixtures are renewed from: out/test/calamares-NAME.*. */
export async function keepCapture(kiosk: KioskSession, name: string): Promise<void> {
  for (const file of FILES) {
    const packed = await kiosk.sh(`gzip -c ${KEPT}/${file} | base64`, READ_MS);
    const text = gunzipSync(Buffer.from(packed.replaceAll(/\s/g, ''), 'base64')).toString();
    await writeFile(join(outputDirectory, `calamares-${name}.${file}`), text);
  }
}
