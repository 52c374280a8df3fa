// SPDX-License-Identifier: Apache-2.0
import { fileURLToPath } from 'node:url';
import { bootDisk } from '../vm/boot-disk.ts';
import type { Disk, Firmware } from '../vm/machine-options.ts';
import { testMedium } from '../vm/medium.ts';
import { EMBEDDED_IMAGE, tagOf } from './contest-image.ts';
import { OURS_SERIAL, runLiveContest } from './live-contest.ts';
import type { Measure, MeasureOptions, Timed } from './measure.ts';
import { contestLines } from './phase-table.ts';

const PAIRS = 3;
const REPORT_MS = 900_000;

/** crypt(5) of a password that was never kept. */
const HASH =
  '$6$particlebench$v8ar4HLEvAkOBOIDSkQpvaFoSTnXKGUV1GWyhwzu4miuhCMY.Y4AvFvW4wdnWGpE2snyX0YLJICy9NnoV32av.';

/** What bare-ostree.sh does by hand: change both together. */
const answers = `version: 1
disk: {serial: ${OURS_SERIAL}}
image: {track: "registry:registry.example.org/particleos/corona:stable"}
hostname: bench
users: [{name: ada, passwordHash: "${HASH}", sudo: true}]
kernelArguments: ["console=ttyS0,115200"]
after: stay
`;

/** Boots an installed disk; returns the checksums of the tree it runs. Throws when it is not what was asked for. */
async function proveDisk(who: string, disk: Disk, firmware: Firmware): Promise<string> {
  const report = await bootDisk({
    name: `install-ostree-${who}-${firmware}`,
    firmware,
    disk,
    deadlineMs: REPORT_MS,
    commands: [{ name: 'tree', script: 'ostree ls --checksum --dironly particleos/image /' }],
  });
  const found = {
    state: report.text('system-state'),
    failed: report.failedUnits,
    hostname: report.text('hostname'),
    sudo: report.users.get('ada')?.includes('sudo') ?? false,
    origin: report.text('ostree-origins').includes('registry.example.org/particleos/corona:stable'),
  };
  const wanted = { state: 'running', failed: [], hostname: 'bench', sudo: true, origin: true };
  if (JSON.stringify(found) !== JSON.stringify(wanted))
    throw new Error(
      `${who} under ${firmware}: wanted ${JSON.stringify(wanted)}, found ${JSON.stringify(found)}`,
    );
  const { status, output } = report.command('tree');
  if (status !== 0) throw new Error(`${who} under ${firmware} has no commit of particleos/image`);
  return output.trim();
}

/** Installs by turns, then starts both disks: a comparison with something that does not boot is worth nothing. */
async function timeInstalls({ pairs, say }: MeasureOptions): Promise<Timed> {
  const { iso, image } = await testMedium();
  const result = await runLiveContest({
    name: 'install-ostree',
    iso,
    firmware: 'uefi',
    answers,
    bare: {
      script: fileURLToPath(new URL('bare-ostree.sh', import.meta.url)),
      args: [EMBEDDED_IMAGE, await tagOf(image)],
      stdin: `ada:${HASH}\n`,
    },
    pairs: pairs ?? PAIRS,
    say,
  });
  const tree = await proveDisk('ours', result.disks.ours, 'uefi');
  for (const firmware of ['uefi', 'bios'] as const) {
    const bareTree = await proveDisk('bare', result.disks.bare, firmware);
    if (bareTree !== tree) throw new Error(`the trees differ: ${tree} by us, ${bareTree} by bare commands`);
  }
  return {
    times: result.times,
    details: [...contestLines(result), 'both disks start and run the same tree:', `  ${tree}`],
  };
}

/** From the ISO's OCI directory to a deployed, bootable disk. */
export const installOstree: Measure = {
  name: 'install-ostree',
  peer: 'bare commands',
  bound: 1.3,
  kind: 'vm',
  time: timeInstalls,
};
