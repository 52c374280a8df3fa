// SPDX-License-Identifier: Apache-2.0
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { diskStateWords } from '../../core/run/disk-state-words.ts';
import { madeOciLayout, madeTar, packings, type MadeEntry } from '../integration/made-image.ts';
import { debianShape } from '../integration/system-shapes.ts';
import { bootcMedium, hasBootc, noBootc } from './bootc-medium.ts';
import { makeDataDisk } from './data-disk.ts';
import { makeEmptyDisk } from './disk-images.ts';
import { LiveInstaller } from './live-installer.ts';
import { startLive } from './live.ts';
import type { Disk } from './machine-options.ts';
import { outputDirectory } from './medium.ts';
import { GUEST_REGISTRY, wayTo, writeAccess } from './registry-access.ts';
import { Registry } from './registry.ts';

const GiB = 1024 ** 3;
const DATA = '/run/data';
const NAME = 'particleos/corona:stable';
const ACCESS = `authFile: ${DATA}/auth.json, certDir: ${DATA}/certs, keepAccess: true`;
const PULLED = `image: {source: "registry:${GUEST_REGISTRY}/${NAME}", ${ACCESS}}`;
const TRACKED = 'image: {track: "registry:registry.example.org/particleos/corona:stable"}';

function answers(image: string, install: string, more = '', disk = 'TARGET'): string {
  const way = `install: { engine: bootc, ${install} }`;
  return `version: 1\ndisk: {serial: ${disk}}\n${image}\n${way}\n${more}\nusers: [{name: ada, sudo: true}]\n`;
}
const byHost = 'carrier: host, verb: to-disk';

/** Answer files that would be installed. */
const good: Readonly<Record<string, string>> = {
  pull: answers(PULLED, 'carrier: image, verb: to-filesystem'),
  container: answers(TRACKED, 'carrier: image, verb: to-disk'),
  host: answers(TRACKED, byHost),
};

const without = (part: string): readonly MadeEntry[] =>
  debianShape.filter(({ name }) => !name.includes(part));
/** The same system, but one that starts from a file system with fs-verity only. */
const sealed = debianShape.map((entry) =>
  entry.name.endsWith('prepare-root.conf') ? { ...entry, data: '[composefs]\nenabled = verity\n' } : entry,
);
/** Images with all that bootc wants but for one part, or that want more; they are too small to be installed. */
const images: Readonly<Record<string, readonly MadeEntry[]>> = {
  'no-systemd-boot': without('systemd-boot'),
  'no-sysroot': without('./sysroot/'),
  'no-toml': without('.toml'),
  sealed,
  uki: [...debianShape, { name: './boot/EFI/Linux/corona.efi', data: 'MZ' }],
};
const local = (name: string): string => `image: {source: "oci:${DATA}/${name}"}`;
const refused: Readonly<Record<string, { answers: string; code: string; words: RegExp }>> = {
  'no-systemd-boot': {
    answers: answers(local('no-systemd-boot'), 'carrier: image'),
    code: 'image-lacks',
    words: /systemd-boot/,
  },
  'no-sysroot': {
    answers: answers(local('no-sysroot'), byHost),
    code: 'image-lacks',
    words: /the directory \/sysroot/,
  },
  'no-toml': {
    answers: answers(local('no-toml'), 'carrier: image'),
    code: 'image-lacks',
    words: /an install configuration/,
  },
  xfs: {
    answers: answers(local('sealed'), byHost, 'rootFileSystem: xfs'),
    code: 'file-system-verity',
    words: /xfs/,
  },
  uki: {
    answers: answers(local('uki'), byHost, 'kernelArguments: [quiet]'),
    code: 'uki-kernel-arguments',
    words: /kernel/,
  },
  'four-gib': {
    answers: answers(TRACKED, byHost, '', 'SMALL'),
    code: 'disk-too-small',
    words: /has 4\.0 GiB; [\d.]+ GiB are needed/,
  },
};

async function dataDisk(registry: Registry): Promise<Disk> {
  const directory = await mkdtemp(join(outputDirectory, 'bootc-cancel-'));
  try {
    await writeAccess(directory, registry);
    const requests = [
      ...Object.entries(good),
      ...Object.entries(refused).map(([name, one]) => [name, one.answers] as const),
    ];
    for (const [name, text] of requests) await writeFile(join(directory, `${name}.yaml`), text);
    for (const [name, entries] of Object.entries(images))
      await madeOciLayout(join(directory, name), [packings.gzip(madeTar(entries))]);
    await copyFile(new URL('faults.sh', import.meta.url), join(directory, 'faults.sh'));
    return await makeDataDisk('CANCEL', directory, 64 * 1024 ** 2);
  } finally {
    await rm(directory, { recursive: true });
  }
}

/** One live system with bootc: what is refused, what is cancelled, and an install after all of that. */
describe.skipIf(!hasBootc())(`bootc in the live system (${noBootc})`, () => {
  let registry: Registry;
  let installer: LiveInstaller;
  /** What there is to find before any install. */
  let clean: string;
  const lab = (words: string): Promise<string> => installer.sh(`sh ${DATA}/faults.sh ${words}`, 300_000);

  beforeAll(async () => {
    const medium = await bootcMedium();
    await mkdir(outputDirectory, { recursive: true });
    registry = await Registry.start();
    await registry.push(medium.image, NAME);
    const disk = async (serial: string, sizeBytes: number): Promise<Disk> => ({
      path: await makeEmptyDisk(join(outputDirectory, `bootc-cancel-${serial}.img`), sizeBytes),
      bus: 'virtio',
      serial,
    });
    installer = new LiveInstaller(
      await startLive({
        name: 'bootc-cancel',
        firmware: 'uefi',
        memoryMiB: 3072,
        iso: { path: medium.iso, bus: 'cdrom' },
        network: wayTo(registry),
        disks: [await disk('TARGET', 12 * GiB), await disk('SMALL', 4 * GiB), await dataDisk(registry)],
      }),
    );
    await installer.sh(`dmesg -n 1; mkdir -p ${DATA} && mount -o ro /dev/disk/by-label/CANCEL ${DATA}`);
    await installer.sh('nm-online --quiet --timeout=120', 130_000);
    for (const serial of ['TARGET', 'SMALL']) await lab(`mark /dev/disk/by-id/virtio-${serial}`);
    await installer.sh('udevadm settle');
    clean = await lab('leftovers');
  });
  afterAll(async () => {
    await installer[Symbol.asyncDispose]();
    await registry[Symbol.asyncDispose]();
  });

  test.each(Object.entries(refused))(
    '%s is refused by check and by apply, nothing is written',
    async (name, { code, words }) => {
      const before = await lab('fingerprint');
      const checked = await installer.live.shell.run(
        `particleos-installer check ${DATA}/${name}.yaml 2>&1`,
        300_000,
      );
      expect(checked.output).toContain(`[${code}]`);
      expect(checked.output).toMatch(words);
      expect(checked.status).toBe(3);
      const applied = await installer.apply(`${DATA}/${name}.yaml`);
      expect(applied.words).toContain(`[${code}]`);
      expect(applied.words).toContain('nothing was written');
      expect(applied.status).toBe(3);
      expect(await lab('fingerprint')).toBe(before);
    },
  );

  test.each([
    ['pull', 'pull', 15, 'all', 'formatted'],
    ['container', 'bootc-install', 40, 'all', 'system-incomplete'],
    ['host', 'bootc-install', 40, 'one', 'system-incomplete'],
  ] as const)(
    '%s is cancelled at %s, %i s into it, by SIGINT to %s of its processes',
    async (name, step, seconds, whom, disk) => {
      const program = `sh ${DATA}/faults.sh interrupt ${step} ${String(seconds)} INT ${whom}`;
      const cancelled = await installer.applyBy(program, `${DATA}/${name}.yaml`);
      expect(cancelled.words).toMatch(/^particleos: cancelled after /m);
      expect(cancelled.status).toBe(130);
      expect(cancelled.result).toMatchObject({ state: 'cancelled', stepId: step, disk, leftovers: [] });
      expect(cancelled.words).toContain(diskStateWords[disk].state);
      expect(cancelled.words).toContain('nothing mounted, nothing open');
      expect(await lab('leftovers')).toBe(clean);
    },
  );

  test('an install after that succeeds, without a restart', async () => {
    const done = await installer.apply(`${DATA}/host.yaml`);
    expect(done.words).toMatch(/^particleos: succeeded after /m);
    expect(done.status).toBe(0);
    expect(await lab('leftovers')).toBe(clean);
  });
});
