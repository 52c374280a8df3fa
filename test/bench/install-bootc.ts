// SPDX-License-Identifier: Apache-2.0
import { fileURLToPath } from 'node:url';
import type { SystemDeployment } from '../../core/run/system-status.ts';
import { parseBootcHost } from '../../backend/system/bootc-host.ts';
import { bootcSystem } from '../../backend/system/bootc-status.ts';
import { bootDisk } from '../vm/boot-disk.ts';
import { bootcMedium, hasBootc, noBootc } from '../vm/bootc-medium.ts';
import { DEMO_PASSWORD_HASH, DEMO_SSH_KEY, demoAnswersFor, demoUser } from '../vm/demo-answers.ts';
import { answerChecks, checkLine, same } from '../vm/demo-checks.ts';
import type { Disk } from '../vm/machine-options.ts';
import { EMBEDDED_IMAGE, tagOf } from './contest-image.ts';
import { OURS_SERIAL, runLiveContest } from './live-contest.ts';
import type { Measure, MeasureOptions, Timed } from './measure.ts';
import { contestLines } from './phase-table.ts';

const PAIRS = 5;
const REPORT_MS = 900_000;

/**
 * What bare-bootc.sh does by hand: change both together. The bootc of the live system reads the image in place, with
 * neither podman nor a store between; both sides use it.
 */
export const contestAnswers = `${demoAnswersFor(`{serial: ${OURS_SERIAL}}`, 'stay')}rootFileSystem: ext4
install: {engine: bootc, carrier: host, verb: to-disk}
`;

/** Boots an installed disk; returns the deployment that runs. Throws when it is not what was asked for. */
async function proveDisk(who: string, disk: Disk): Promise<SystemDeployment> {
  const report = await bootDisk({
    name: `install-bootc-${who}`,
    firmware: 'uefi',
    disk,
    deadlineMs: REPORT_MS,
    commands: [
      { name: 'bootc-status', script: 'bootc status --json' },
      { name: 'password', script: `getent shadow ${demoUser.name} | cut -d: -f2` },
    ],
  });
  const host = parseBootcHost(report.command('bootc-status').output);
  const running = host === null ? undefined : bootcSystem(host).deployments.find(({ booted }) => booted);
  const wrong = [
    ...answerChecks(report),
    same('password', DEMO_PASSWORD_HASH, report.command('password').output.trim()),
    same('backend', 'composefs', running?.backend ?? ''),
    same(
      'updates come from',
      'registry:registry.example.org/particleos/corona:stable',
      running?.origin?.image ?? '',
    ),
  ].filter(({ ok }) => !ok);
  if (running === undefined || wrong.length > 0)
    throw new Error(`the disk of ${who}:\n${wrong.map(checkLine).join('\n')}`);
  return running;
}

/** Installs by turns, then starts both disks: a comparison with something that does not boot is worth nothing. */
async function timeInstalls({ pairs, say }: MeasureOptions): Promise<Timed> {
  const { iso, image } = await bootcMedium();
  const result = await runLiveContest({
    name: 'install-bootc',
    iso,
    firmware: 'uefi',
    answers: contestAnswers,
    bare: {
      script: fileURLToPath(new URL('bare-bootc.sh', import.meta.url)),
      args: [EMBEDDED_IMAGE, await tagOf(image)],
      stdin: `${demoUser.name}:${DEMO_PASSWORD_HASH}\n${DEMO_SSH_KEY}\n`,
    },
    pairs: pairs ?? PAIRS,
    say,
  });
  const ours = await proveDisk('ours', result.disks.ours);
  const bare = await proveDisk('bare', result.disks.bare);
  // The id of a composefs deployment is the digest of its tree.
  if (bare.id !== ours.id || bare.origin?.digest !== ours.origin?.digest)
    throw new Error(`the trees differ: ${ours.id} by us, ${bare.id} by bare commands`);
  return {
    times: result.times,
    details: [
      ...contestLines(result),
      'both disks start, are what was asked for and run the same tree:',
      `  ${ours.id}`,
    ],
  };
}

/** `apply` with `to-disk` against raw `bootc install to-disk` of the same image, plus the same configuration by hand. */
export const installBootc: Measure = {
  name: 'install-bootc',
  peer: 'bare bootc',
  bound: 1.1,
  kind: 'vm',
  skipped: () => (hasBootc() ? null : noBootc),
  time: timeInstalls,
};
