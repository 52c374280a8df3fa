// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { makeEmptyDisk } from '../vm/disk-images.ts';
import { KioskSession } from '../vm/kiosk-session.ts';
import { outputDirectory, testMedium } from '../vm/medium.ts';
import type { Measure, MeasureOptions, Timed } from './measure.ts';
import { timePairs } from './pair-times.ts';

const PAIRS = 3;
const DISK_BYTES = 8 * 1024 ** 3;
/** The page as it comes has 6700, one without its languages 6100, and what the machine is like adds some hundreds. */
const COLOURS_OF_WELCOME = 6300;

/** Run as root before the browser of the peer: a page of the file system instead of the wizard's. */
const makeBare = `
echo '<!doctype html><title>Bare</title><h1>A bare page</h1><p>Nothing is behind it.</p>' > /run/bare.html
sed 's#--app=[^ ]*#--app=file:///run/bare.html#' /usr/lib/particleos/face > /run/bare-face
sed -i 's#"http://127.0.0.1:8421"#"http://127.0.0.1:8421", "file:///run/bare.html"#' /etc/chromium/policies/managed/*.json
`;
const never = '[Unit]\nConditionPathExists=/nonexistent\n';

/** The peer: the same ISO, compositor and browser, but no service and no script (systemd.system-credentials(7)). */
const bare = {
  'systemd.unit-dropin.particleos-installer.service': never,
  'systemd.unit-dropin.particleos-face.service': `[Service]
ExecStartPre=+/bin/sh -c 'echo ${Buffer.from(makeBare).toString('base64')} | base64 -d | sh'
ExecStart=
ExecStart=/bin/sh /run/bare-face
`,
};

async function timePaint({ pairs, say }: MeasureOptions): Promise<Timed> {
  const { iso } = await testMedium();
  const disk = await makeEmptyDisk(join(outputDirectory, 'paint.disk'), DISK_BYTES);
  const boot = async (who: 'ours' | 'bare'): Promise<number> => {
    await using kiosk = await KioskSession.start({
      name: `wizard-paint-${who}`,
      firmware: 'uefi',
      memoryMiB: 2048,
      disks: [{ path: disk, bus: 'virtio', serial: 'PAINT0001' }],
      iso: { path: iso, bus: 'cdrom' },
      ...(who === 'ours' ? { coloursOfPage: COLOURS_OF_WELCOME } : { credentials: bare }),
    });
    await kiosk.live.machine.screenshot('painted');
    const { chosen, painted } = kiosk.times;
    say(`wizard-paint: ${who} ${painted} s from power-on, of which ${chosen} s to the choice in the menu`);
    return painted * 1000;
  };
  const times = await timePairs(
    pairs ?? PAIRS,
    () => boot('ours'),
    () => boot('bare'),
  );
  return { times };
}

/** Power-on to the wizard's first usable page, against a bare page of the same browser on the same ISO. */
export const wizardPaint: Measure = {
  name: 'wizard-paint',
  peer: 'bare page',
  bound: 1.15,
  kind: 'vm',
  time: timePaint,
};
