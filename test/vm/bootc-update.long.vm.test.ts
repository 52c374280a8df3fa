// SPDX-License-Identifier: Apache-2.0
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { bootDisk } from './boot-disk.ts';
import { bootcMedium, hasBootc, noBootc } from './bootc-medium.ts';
import { makeDataDisk } from './data-disk.ts';
import { demoAnswers } from './demo-answers.ts';
import { makeEmptyDisk } from './disk-images.ts';
import { layerOnTop } from './layer-on-top.ts';
import { LiveInstaller } from './live-installer.ts';
import { startLive } from './live.ts';
import type { Disk, Network } from './machine-options.ts';
import { outputDirectory, type Medium } from './medium.ts';
import { GUEST_REGISTRY, wayTo, writeAccess } from './registry-access.ts';
import { Registry } from './registry.ts';
import type { ProbeCommand } from './probe.ts';
import type { ProbeReport } from './probe-report.ts';

const DISK_BYTES = 12 * 1024 ** 3;
const REPORT_MS = 1_800_000;
const UPDATE_SECONDS = 1200;
const NAME = 'particleos/corona:stable';
const FOLLOWED = { image: `${GUEST_REGISTRY}/${NAME}`, transport: 'registry' };
const DATA = '/run/data';

const access = `authFile: ${DATA}/auth.json, certDir: ${DATA}/certs, keepAccess: true`;
const answers = `${demoAnswers
  .replace(/^disk: .*$/m, 'disk: {serial: TEST-DISK}')
  .replace(/^image: .*$/m, `image: {track: "registry:${FOLLOWED.image}", ${access}}`)
  .replace(/^after: .*$/m, 'after: stay')}install: { engine: bootc, carrier: host, verb: to-disk }
`;

/** A system as `bootc status --json` tells it (host-v1 of bootc). */
const entry = z
  .object({
    image: z.object({ imageDigest: z.string() }),
    composefs: z.object({ verity: z.string(), bootType: z.string() }),
  })
  .transform(({ image, composefs }) => ({ digest: image.imageDigest, verity: composefs.verity }));
const bootcStatus = z.object({
  spec: z.object({ image: z.object({ image: z.string(), transport: z.string() }) }),
  status: z.object({
    booted: entry,
    staged: entry.nullable(),
    rollback: entry.nullable(),
    rollbackQueued: z.boolean(),
  }),
});

function bootc(report: ProbeReport, name: string): z.infer<typeof bootcStatus> {
  return bootcStatus.parse(JSON.parse(report.command(name).output));
}

const looks: readonly ProbeCommand[] = [
  { name: 'bootc', script: 'bootc status --json', deadlineSeconds: 240 },
  { name: 'status', script: 'particleos-system status', deadlineSeconds: 240 },
  { name: 'default', script: 'cat /etc/issue.net' },
  { name: 'marker', script: 'cat /usr/share/particleos-second' },
  { name: 'edit-before', script: 'cat /etc/motd' },
  { name: 'edit-between', script: 'cat /etc/profile.d/between.sh' },
  { name: 'var', script: 'cat /var/lib/kept' },
  { name: 'modes', script: 'cd /etc && stat -c "%n %a %U" ostree/auth.json containers/certs.d/*/*' },
  { name: 'root', script: 'findmnt --noheadings --output FSTYPE,OPTIONS /' },
];

describe.skipIf(!hasBootc())(`an update by bootc and the way back (${noBootc})`, () => {
  let medium: Medium;
  let registry: Registry;
  let network: Network;
  let disk: Disk;
  let first: ProbeReport;
  let second: ProbeReport;

  const boot = (name: string, commands: readonly ProbeCommand[]): Promise<ProbeReport> =>
    bootDisk({ name, firmware: 'uefi', disk, network, commands, deadlineMs: REPORT_MS });

  beforeAll(async () => {
    medium = await bootcMedium();
    await mkdir(outputDirectory, { recursive: true });
    registry = await Registry.start();
    network = wayTo(registry);
    await registry.push(medium.image, NAME);
    disk = {
      path: await makeEmptyDisk(join(outputDirectory, 'bootc-updated.img'), DISK_BYTES),
      bus: 'virtio',
      serial: 'TEST-DISK',
    };
  });
  afterAll(() => registry[Symbol.asyncDispose]());

  test('the first image is installed, to follow a registry with a password and an authority of its own', async () => {
    const directory = await mkdtemp(join(outputDirectory, 'bootc-update-'));
    await writeAccess(directory, registry);
    await writeFile(join(directory, 'answers.yaml'), answers);
    const data = await makeDataDisk('PARCEL', directory, 64 * 1024 ** 2);
    await rm(directory, { recursive: true });
    const iso = { path: medium.iso, bus: 'cdrom' } as const;
    await using installer = new LiveInstaller(
      await startLive({ name: 'bootc-update-install', firmware: 'uefi', iso, disks: [disk, data] }),
    );
    await installer.sh(`dmesg -n 1; mkdir -p ${DATA} && mount -o ro /dev/disk/by-label/PARCEL ${DATA}`);
    const done = await installer.apply(`${DATA}/answers.yaml`);
    expect(done.words).toMatch(/^particleos: succeeded after /m);
    expect(done.status).toBe(0);
  });

  test('is staged from the registry with the access that was kept; /etc is edited before the restart', async () => {
    const changed = join(outputDirectory, 'bootc-image-2');
    await layerOnTop(medium.image, changed, {
      '/etc/issue.net': 'second image\n',
      '/usr/share/particleos-second': 'here\n',
    });
    await registry.push(changed, NAME);
    await rm(changed, { recursive: true });
    first = await boot('bootc-update-stage', [
      ...looks,
      { name: 'edit', script: 'echo edited >> /etc/motd; echo kept > /var/lib/kept' },
      { name: 'online', script: 'nm-online --quiet --timeout=120', deadlineSeconds: 130 },
      { name: 'upgrade', script: 'particleos-system upgrade', deadlineSeconds: UPDATE_SECONDS },
      { name: 'between', script: 'echo "# edited between" > /etc/profile.d/between.sh' },
      { name: 'staged', script: 'bootc status --json', deadlineSeconds: 240 },
      { name: 'again', script: 'particleos-system upgrade', deadlineSeconds: UPDATE_SECONDS },
    ]);
    expect(first.command('upgrade').errors).toContain(
      'The new system is staged; it starts at the next boot.',
    );
    expect(first.command('upgrade').status).toBe(0);
    expect(first.command('again').errors).toContain(`Up to date: registry:${FOLLOWED.image} is sha256:`);
    expect(first.command('modes').output).toContain('ostree/auth.json 600 root\n');
    expect(first.command('modes').output).toContain(`containers/certs.d/${GUEST_REGISTRY}/ca.crt 644 root\n`);
    const before = bootc(first, 'bootc');
    expect(before.spec.image).toEqual(FOLLOWED);
    expect(before.status).toMatchObject({ staged: null, rollback: null });
    const { booted, staged } = bootc(first, 'staged').status;
    expect(booted).toEqual(before.status.booted);
    expect(staged?.digest).toMatch(/^sha256:/);
    expect(staged?.digest).not.toBe(booted.digest);
  });

  test('starts, with the edits of /etc and with /var', async () => {
    second = await boot('bootc-updated', looks);
    const now = bootc(second, 'bootc');
    expect(now.spec.image).toEqual(FOLLOWED);
    expect(now.status).toMatchObject({
      booted: bootc(first, 'staged').status.staged,
      staged: null,
      rollback: bootc(first, 'bootc').status.booted,
    });
    expect(second.failedUnits).toEqual([]);
    expect(second.text('system-state')).toBe('running');
    expect(second.command('default').output).toBe('second image\n');
    expect(second.command('marker').output).toBe('here\n');
    expect(second.command('edit-before').output).toContain('edited');
    expect(second.command('edit-between').output).toContain('edited between');
    expect(second.command('var').output).toBe('kept\n');
    expect(second.command('modes').output).toContain('ostree/auth.json 600 root\n');
    expect(second.lines('unowned')).toEqual([]);
  });

  test('is taken back', async () => {
    const report = await boot('bootc-rollback', [
      { name: 'rollback', script: 'particleos-system rollback', deadlineSeconds: UPDATE_SECONDS },
      { name: 'twice', script: 'particleos-system rollback', deadlineSeconds: UPDATE_SECONDS },
      { name: 'queued', script: 'bootc status --json', deadlineSeconds: 240 },
    ]);
    expect(report.command('rollback')).toMatchObject({ status: 0 });
    expect(report.command('twice')).toMatchObject({ status: 0 });
    expect(bootc(report, 'queued').status.rollbackQueued).toBe(true);
  });

  test('and the first image starts again', async () => {
    const report = await boot('bootc-rolled-back', looks);
    expect(bootc(report, 'bootc').status.booted).toEqual(bootc(first, 'bootc').status.booted);
    expect(bootc(report, 'bootc').status.rollback).toEqual(bootc(second, 'bootc').status.booted);
    expect(report.failedUnits).toEqual([]);
    expect(report.command('default').output).not.toContain('second image');
    expect(report.command('marker').status).not.toBe(0);
    expect(report.command('edit-before').output).toContain('edited');
    expect(report.command('var').output).toBe('kept\n');
  });
});
