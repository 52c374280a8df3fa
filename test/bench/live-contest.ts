// SPDX-License-Identifier: Apache-2.0
import { chmod, copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeDataDisk } from '../vm/data-disk.ts';
import { makeEmptyDisk } from '../vm/disk-images.ts';
import { startLive, type Live } from '../vm/live.ts';
import type { Disk, Firmware } from '../vm/machine-options.ts';
import { outputDirectory } from '../vm/medium.ts';
import { barePhases, oursPhases, type ContestRun } from './contest-run.ts';
import { timePairs, type PairTimes } from './pair-times.ts';
import { pairLine, runLine, type ContestRuns } from './phase-table.ts';
import { processorSeconds } from './processor-seconds.ts';

/** The disks in the guest; an answer file and a script find theirs by these serial numbers. */
export const OURS_SERIAL = 'BENCH-OURS';
export const BARE_SERIAL = 'BENCH-BARE';

/** Where the guest finds the files that were handed to it. */
const FILES = '/run/bench';
const FILES_LABEL = 'BENCHFILES';
const FILES_BYTES = 16 * 1024 ** 2;
const DISK_BYTES = 10 * 1024 ** 3;
const RUN_DEADLINE_MS = 3_600_000;

export interface ContestOptions {
  /** Name of the run directory, and of the disks. */
  readonly name: string;
  readonly iso: string;
  readonly firmware: Firmware;
  readonly memoryMiB?: number;
  /** Answer file of ours. Its disk has the serial OURS_SERIAL, its "after" is "stay". */
  readonly answers: string;
  /**
   * The peer: a script for sh, and what it gets as arguments after its disk and on standard input. It writes
   * "phase NAME SECONDS" where a phase begins, and "phase end SECONDS".
   */
  readonly bare: { readonly script: string; readonly args: readonly string[]; readonly stdin: string };
  readonly pairs: number;
  readonly say: (line: string) => void;
}

export interface ContestResult extends ContestRuns {
  readonly times: PairTimes;
  /** As the last run of each side left them. */
  readonly disks: { readonly ours: Disk; readonly bare: Disk };
}

/**
 * Installs by `particleos-installer apply` and by a script of bare commands, by turns, in one live system, each on
 * its own disk, by the guest's clock. Every run begins like the first one after a start: the disk is empty, the page
 * cache and Node's compile cache are cold.
 */
export async function runLiveContest(options: ContestOptions): Promise<ContestResult> {
  const disk = async (serial: string): Promise<Disk> => ({
    path: await makeEmptyDisk(join(outputDirectory, `${options.name}-${serial}.img`), DISK_BYTES),
    bus: 'virtio',
    serial,
  });
  const disks = { ours: await disk(OURS_SERIAL), bare: await disk(BARE_SERIAL) };
  const { name, firmware, memoryMiB } = options;
  await using live = await startLive({
    name,
    firmware,
    ...(memoryMiB === undefined ? {} : { memoryMiB }),
    iso: { path: options.iso, bus: 'cdrom' },
    disks: [disks.ours, disks.bare, await filesDisk(options)],
  });
  await sh(live, `mkdir ${FILES}; mount -o ro /dev/disk/by-label/${FILES_LABEL} ${FILES}`);
  const runs = { ours: [] as ContestRun[], bare: [] as ContestRun[] };
  const say = (line: string): void => options.say(`${name}: ${line}`);
  const run = async (side: keyof typeof runs, serial: string, script: string): Promise<number> => {
    await beginCold(live, serial);
    const spentBefore = await processorSeconds(live.machine);
    const ms = await timed(live, script);
    const spent = (await processorSeconds(live.machine)) - spentBefore;
    const output = await sh(live, 'cat /run/bench.out');
    const phases = side === 'ours' ? oursPhases(output, ms) : barePhases(output);
    const made = { ms, processorSeconds: spent, phases };
    runs[side].push(made);
    say(`${side} ${runLine(made)}`);
    const pair = pairLine(runs);
    if (pair !== null) say(pair);
    return ms;
  };
  const bare = [`${FILES}/bare.sh`, diskPath(BARE_SERIAL), ...options.bare.args].join(' ');
  const times = await timePairs(
    options.pairs,
    () => run('ours', OURS_SERIAL, `particleos-installer apply --yes --json ${FILES}/answers.yaml`),
    () => run('bare', BARE_SERIAL, `${bare} < ${FILES}/bare.stdin`),
  );
  return { times, ...runs, disks };
}

/** A small disk with the answer file and the script. */
async function filesDisk({ answers, bare }: ContestOptions): Promise<Disk> {
  const directory = await mkdtemp(join(tmpdir(), 'particleos-contest-'));
  try {
    await mkdir(outputDirectory, { recursive: true });
    await writeFile(join(directory, 'answers.yaml'), answers);
    await copyFile(bare.script, join(directory, 'bare.sh'));
    await chmod(join(directory, 'bare.sh'), 0o755);
    await writeFile(join(directory, 'bare.stdin'), bare.stdin);
    return await makeDataDisk(FILES_LABEL, directory, FILES_BYTES);
  } finally {
    await rm(directory, { recursive: true });
  }
}

function diskPath(serial: string): string {
  return `/dev/disk/by-id/virtio-${serial}`;
}

async function beginCold(live: Live, serial: string): Promise<void> {
  const disk = diskPath(serial);
  await sh(live, `wipefs --all --quiet ${disk} && blkdiscard --force ${disk} && udevadm settle`);
  await sh(live, 'rm -rf /run/particleos-compile-cache; sync; echo 3 > /proc/sys/vm/drop_caches');
}

/** Runs a line of shell that must succeed; wall time in milliseconds by the guest's clock. Output: /run/bench.out. */
async function timed(live: Live, script: string): Promise<number> {
  const run = `${script} > /run/bench.out 2> /run/bench.err`;
  const { status, output } = await live.shell.run(
    `begin=$(date +%s%3N); ${run}; status=$?; echo $(($(date +%s%3N) - begin)); exit $status`,
    RUN_DEADLINE_MS,
  );
  if (status !== 0) {
    const errors = await sh(live, 'tail -n 30 /run/bench.err');
    throw await live.machine.failure(`status ${status}: ${script}\n${errors}`);
  }
  const ms = /^\d+$/m.exec(output);
  if (ms === null) throw await live.machine.failure(`no time in "${output}"`);
  return Number(ms[0]);
}

async function sh(live: Live, script: string): Promise<string> {
  const { status, output } = await live.shell.run(script);
  if (status !== 0) throw await live.machine.failure(`status ${status}: ${script}\n${output}`);
  return output;
}
