// SPDX-License-Identifier: Apache-2.0
import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { RealRunner } from '../../backend/runner/real-runner.ts';
import { bootDisk } from './boot-disk.ts';
import { demoAnswers } from './demo-answers.ts';
import { buildImage, buildIso } from './demo-build.ts';
import { demoChecks } from './demo-checks.ts';
import { makeEmptyDisk } from './disk-images.ts';
import { installByIso, type InstallResult } from './install.ts';
import { memorySeen } from './memory-watch.ts';
import { outputDirectory, type Medium } from './medium.ts';
import type { ProbeReport } from './probe-report.ts';

const MiB = 1024 ** 2;
const MEMORY_MIB = 1024;
/** Twice the memory, and no compression makes it smaller. */
const PAYLOAD_MIB = 2048;
/** What iso-builder makes of --payload-mib. */
const PAYLOAD = 'usr/share/particleos-payload';
const DISK_BYTES = 12 * 1024 ** 3;
const INSTALL_MS = 5_400_000;
const REPORT_MS = 1_800_000;
const HASH_SECONDS = 900;
/**
 * The live system's own files in RAM: the journal, udev's database, Node's compile cache, what was changed in the
 * live root. 5.7 MiB were seen; a thirtieth of the payload would be above it.
 */
const TMPFS_LIMIT_BYTES = 64 * MiB;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** PARTICLEOS_BIG_ISO and PARTICLEOS_BIG_IMAGE name ready ones, for a developer. */
async function bigMedium(): Promise<Medium> {
  const { PARTICLEOS_BIG_ISO: iso, PARTICLEOS_BIG_IMAGE: image } = process.env;
  if (iso !== undefined && image !== undefined) {
    await Promise.all([access(iso), access(image)]);
    return { iso, image };
  }
  const built = { iso: join(outputDirectory, 'big.iso'), image: join(outputDirectory, 'big-image') };
  await buildImage(built.image, [`--payload-mib=${PAYLOAD_MIB}`], say);
  await buildIso(built.image, built.iso, say, ['--face', 'none']);
  return built;
}

/** SHA-256 of the payload as it stands in the layer: what must be on the disk in the end. */
async function payloadHash(image: string): Promise<string> {
  const blob = (digest: string): string => join(image, 'blobs', digest.replace(':', '/'));
  const json = async (file: string): Promise<unknown> => JSON.parse(await readFile(file, 'utf8')) as unknown;
  const index = (await json(join(image, 'index.json'))) as { manifests: { digest: string }[] };
  const manifest = (await json(blob(index.manifests[0]?.digest ?? ''))) as { layers: { digest: string }[] };
  const layer = blob(manifest.layers[0]?.digest ?? '');
  const script = 'set -eu; tar -xzOf "$0" "./$1" | sha256sum';
  const argv = ['bash', '-o', 'pipefail', '-c', script, layer, PAYLOAD] as const;
  const { stdout } = await new RealRunner().run({ argv, timeoutMs: HASH_SECONDS * 1000 });
  return stdout.slice(0, 64);
}

/** An image with more in it than the machine has memory goes to the disk without a stop in RAM. */
describe(`${PAYLOAD_MIB} MiB that cannot be compressed, ${MEMORY_MIB} MiB of memory`, () => {
  let medium: Medium;
  let installed: InstallResult;
  let report: ProbeReport;

  beforeAll(async () => {
    medium = await bigMedium();
    const path = await makeEmptyDisk(join(outputDirectory, 'low-memory.img'), DISK_BYTES);
    const disk = { path, bus: 'virtio', serial: 'SMALL-MEMORY' } as const;
    const common = { firmware: 'uefi', memoryMiB: MEMORY_MIB } as const;
    installed = await installByIso({
      ...common,
      name: 'low-memory-install',
      iso: { path: medium.iso, bus: 'cdrom' },
      disks: [disk],
      answers: { text: demoAnswers, by: 'fw_cfg' },
      watchMemory: true,
      deadlineMs: INSTALL_MS,
    });
    const look = `stat -c %s /${PAYLOAD} && sha256sum < /${PAYLOAD}`;
    report = await bootDisk({
      ...common,
      name: 'low-memory-boot',
      disk,
      commands: [{ name: 'payload', script: look, deadlineSeconds: HASH_SECONDS }],
      deadlineMs: REPORT_MS,
    });
  });

  test('nothing of it went into RAM, and nothing was killed for want of memory', () => {
    const seen = memorySeen(installed.journal);
    say(
      `low-memory: at most ${(seen.tmpfsPeakBytes / MiB).toFixed(0)} MiB in tmpfs, at least ` +
        `${(seen.availableLeastBytes / MiB).toFixed(0)} MiB available, installed after ${installed.seconds} s`,
    );
    expect(seen.tmpfsPeakBytes).toBeLessThan(TMPFS_LIMIT_BYTES);
    expect(seen.oomKills).toBe(0);
  });

  test('starts with as little memory, and is what was asked for', () => {
    expect(demoChecks(report).filter(({ ok }) => !ok)).toEqual([]);
  });

  test('has the payload, bit by bit', async () => {
    const [size, hash] = report.command('payload').output.split(/\s+/);
    expect(Number(size)).toBe(PAYLOAD_MIB * MiB);
    expect(hash).toBe(await payloadHash(medium.image));
  });
});
