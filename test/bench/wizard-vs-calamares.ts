// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { calamaresIso } from '../vm/calamares-iso.ts';
import { makeEmptyDisk } from '../vm/disk-images.ts';
import { KioskSession } from '../vm/kiosk-session.ts';
import { outputDirectory, testMedium } from '../vm/medium.ts';
import type { Measure, MeasureOptions, Timed } from './measure.ts';
import { timePairs } from './pair-times.ts';

const PAIRS = 3;
const DISK_BYTES = 8 * 1024 ** 3;
/** As in wizard-paint.ts. */
const COLOURS_OF_WELCOME = 6300;
/** An empty window has a handful of colours; the page has its letters, a picture and the list of the steps. */
const COLOURS_OF_CALAMARES = 300;

/**
 * The peer: Debian's Calamares alone, without our image page's configuration and without the check that stands before its
 * first page in our sequence (systemd.system-credentials(7)).
 */
const alone = {
  'systemd.unit-dropin.particleos-face.service': `[Service]
ExecStartPre=/bin/sed -i '/^sequence:/,/particleos-check@machine/{/- exec:/d;/particleos-check@machine/d}' /etc/calamares/settings.conf
ExecStart=
ExecStart=/usr/bin/calamares
`,
};

async function timeFirstPage({ pairs, say }: MeasureOptions): Promise<Timed> {
  const isos = { ours: (await testMedium()).iso, calamares: await calamaresIso() };
  const disk = await makeEmptyDisk(join(outputDirectory, 'first-page.disk'), DISK_BYTES);
  const details: string[] = [];
  const boot = async (who: keyof typeof isos): Promise<number> => {
    await using kiosk = await KioskSession.start({
      name: `wizard-vs-calamares-${who}`,
      firmware: 'uefi',
      memoryMiB: 2048,
      disks: [{ path: disk, bus: 'virtio', serial: 'PAINT0001' }],
      iso: { path: isos[who], bus: 'cdrom' },
      ...(who === 'ours'
        ? { coloursOfPage: COLOURS_OF_WELCOME }
        : { coloursOfPage: COLOURS_OF_CALAMARES, credentials: alone }),
    });
    await kiosk.live.machine.screenshot('painted');
    const { chosen, painted } = kiosk.times;
    const line = `${who} ${painted} s from power-on, of which ${chosen} s to the choice in the menu`;
    say(`wizard-vs-calamares: ${line}`);
    details.push(line);
    return painted * 1000;
  };
  const times = await timePairs(
    pairs ?? PAIRS,
    () => boot('ours'),
    () => boot('calamares'),
  );
  return { times, details };
}

/** Power-on to the wizard's first page, against Debian's Calamares with the same kernel, compositor and machine. */
export const wizardVsCalamares: Measure = {
  name: 'wizard-vs-calamares',
  peer: 'Calamares',
  bound: 1,
  kind: 'vm',
  time: timeFirstPage,
};
