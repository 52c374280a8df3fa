// SPDX-License-Identifier: Apache-2.0
import { mkdir, mkdtemp, copyFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RealRunner } from '../../backend/runner/real-runner.ts';
import { bootDisk } from './boot-disk.ts';
import { makeDataDisk } from './data-disk.ts';
import { makeEmptyDisk } from './disk-images.ts';
import { LiveInstaller } from './live-installer.ts';
import { startLive } from './live.ts';
import type { Disk, Network } from './machine-options.ts';
import { outputDirectory, testMedium } from './medium.ts';
import { HOST_ADDRESS } from './network-arguments.ts';
import type { ProbeCommand } from './probe.ts';
import { Registry, registryUser } from './registry.ts';
import { runningImage } from './running-image.ts';
import { secondImage } from './second-image.ts';

const GiB = 1024 ** 3;
const REPORT_MS = 1_800_000;
const UPDATE_SECONDS = 1200;
const GUEST_PORT = 5000;
const REGISTRY = `${HOST_ADDRESS}:${String(GUEST_PORT)}`;
const NAME = 'particleos/corona:stable';
const IMAGE = `registry:${REGISTRY}/${NAME}`;
const DATA = '/run/data';
/** `openssl passwd -6` of a word that nobody needs to know. */
const HASH =
  '$6$particledemo$1vjVEBzwh62AvYQjoejGEqMRkDa.rZ2RKLr1ZfZEAce6xYQ0JcchU4h.OqSAael0SCnatCHigWl/ymenQ6VCM/';

const answers = (disk: string, image: string): string => `version: 1
disk: {serial: ${disk}}
image: {${image}}
kernelArguments: ["console=ttyS0,115200"]
users: [{name: ada, sudo: true, passwordHash: "${HASH}"}]
`;

const files: Readonly<Record<string, string>> = {
  'registry.yaml': answers(
    'REGISTRY',
    `source: "${IMAGE}", authFile: ${DATA}/auth.json, certDir: ${DATA}/certs, keepAccess: true`,
  ),
  'stranger.yaml': answers('REGISTRY', `source: "${IMAGE}", certDir: ${DATA}/certs`),
  'unknown-authority.yaml': answers('REGISTRY', `source: "${IMAGE}", authFile: ${DATA}/auth.json`),
  'no-entry.yaml': answers(
    'REGISTRY',
    `source: "oci-archive:${DATA}/image.tar", track: "registry:elsewhere.example/a:b", authFile: ${DATA}/auth.json, keepAccess: true`,
  ),
  'archive.yaml': answers('ARCHIVE', `source: "oci-archive:${DATA}/image.tar", track: "${IMAGE}"`),
  'storage.yaml': answers(
    'STORAGE',
    `source: "containers-storage:localhost/corona:stable", track: "${IMAGE}"`,
  ),
  'auth.json': JSON.stringify({
    auths: {
      [REGISTRY]: { auth: Buffer.from(`${registryUser.name}:${registryUser.password}`).toString('base64') },
      'elsewhere.example.org': { auth: Buffer.from('other:secret').toString('base64') },
    },
  }),
  // containers-storage.conf(5); the store is on a disk of its own, not in the memory of the live system.
  'storage.conf':
    '[storage]\ndriver = "overlay"\ngraphroot = "/run/store/graph"\nrunroot = "/run/store/run"\n',
};

async function emptyDisk(serial: string, bytes: number): Promise<Disk> {
  const path = await makeEmptyDisk(join(outputDirectory, `transport-${serial}.img`), bytes);
  return { path, bus: 'virtio', serial };
}

/** A disk with the files above, the registry's certificate and the image as an archive. */
async function dataDisk(image: string, certDir: string): Promise<Disk> {
  await mkdir(outputDirectory, { recursive: true });
  const directory = await mkdtemp(join(outputDirectory, 'transports-'));
  try {
    for (const [name, text] of Object.entries(files)) await writeFile(join(directory, name), text);
    await mkdir(join(directory, 'certs'));
    await copyFile(join(certDir, 'ca.crt'), join(directory, 'certs/ca.crt'));
    const argv = [
      'skopeo',
      'copy',
      '--quiet',
      `oci:${image}`,
      `oci-archive:${join(directory, 'image.tar')}`,
    ] as const;
    await new RealRunner().run({ argv, timeoutMs: 600_000 });
    return await makeDataDisk('PARCEL', directory, 2 * GiB);
  } finally {
    await rm(directory, { recursive: true });
  }
}

/** What is looked at in the installed system, and the update there. */
const looks: readonly ProbeCommand[] = [
  { name: 'kernel', script: 'uname -r' },
  { name: 'status', script: 'particleos-system status --json', deadlineSeconds: 240 },
  { name: 'online', script: 'nm-online --quiet --timeout=120', deadlineSeconds: 130 },
  { name: 'modes', script: 'cd /etc && stat -c "%n %a %U" ostree/auth.json containers/certs.d/*/*' },
  { name: 'kept', script: 'cat /etc/ostree/auth.json' },
  { name: 'upgrade', script: 'particleos-system upgrade', deadlineSeconds: UPDATE_SECONDS },
];

describe('images from elsewhere', () => {
  let registry: Registry;
  let installer: LiveInstaller;
  let disks: Disk[];
  let network: Network;

  beforeAll(async () => {
    const medium = await testMedium();
    await mkdir(outputDirectory, { recursive: true });
    registry = await Registry.start();
    await registry.push(medium.image, NAME);
    network = { toHost: [{ guestPort: GUEST_PORT, hostPort: registry.port }] };
    disks = [
      await emptyDisk('REGISTRY', 10 * GiB),
      await emptyDisk('ARCHIVE', 5 * GiB),
      await emptyDisk('STORAGE', 5 * GiB),
      await emptyDisk('STORE', 4 * GiB),
      await dataDisk(medium.image, registry.certDir),
    ];
    const iso = { path: medium.iso, bus: 'cdrom' } as const;
    installer = new LiveInstaller(
      await startLive({ name: 'transports', firmware: 'uefi', iso, disks, network }),
    );
    await installer.sh(`dmesg -n 1; mkdir -p ${DATA} && mount -o ro /dev/disk/by-label/PARCEL ${DATA}`);
    await installer.sh('nm-online --quiet --timeout=120', 130_000);
  });
  afterAll(async () => {
    await installer[Symbol.asyncDispose]();
    await registry[Symbol.asyncDispose]();
  });

  test.each([
    ['stranger', 3, 'registry-auth', /asks for a password\. Set image\.authFile/],
    [
      'unknown-authority',
      3,
      'registry-unreachable',
      /does not answer: tls: .*certificate signed by unknown authority\. Check .* image\.certDir\./,
    ],
    ['no-entry', 1, 'image-access-unusable', /cannot be kept: .* has no password for it\./],
  ] as const)('%s is refused, nothing is written', async (name, status, code, words) => {
    const refused = await installer.apply(`${DATA}/${name}.yaml`);
    expect(refused.words).toMatch(words);
    expect(refused.words).toContain(`[${code}]`);
    expect(refused.words).toContain('nothing was written');
    expect(refused.status).toBe(status);
    expect(await installer.sh('blkid --probe /dev/disk/by-id/virtio-REGISTRY || echo empty')).toBe('empty');
  });

  test('installs from a registry with a password and an authority of its own', async () => {
    const done = await installer.apply(`${DATA}/registry.yaml`);
    expect(done.words).toMatch(/^particleos: succeeded after /m);
    expect(done.status).toBe(0);
    const logs = await installer.live.shell.run(
      `grep -rlF -e ${registryUser.password} -e ${Buffer.from(`${registryUser.name}:${registryUser.password}`).toString('base64')} /var/log /run/particleos`,
    );
    expect(logs.output).toBe('');
  });

  test('installs from an archive', async () => {
    const done = await installer.apply(`${DATA}/archive.yaml`);
    expect(done.words).toMatch(/^particleos: succeeded after /m);
    expect(done.status).toBe(0);
  });

  test('installs from containers-storage', async () => {
    await installer.sh('mkfs.ext4 -q /dev/disk/by-id/virtio-STORE && mkdir -p /run/store');
    await installer.sh('mount /dev/disk/by-id/virtio-STORE /run/store');
    await installer.sh(`cp ${DATA}/storage.conf /etc/containers/storage.conf`);
    await installer.sh(
      `skopeo --tmpdir=/run/store copy --quiet oci-archive:${DATA}/image.tar containers-storage:localhost/corona:stable`,
      1_800_000,
    );
    const done = await installer.apply(`${DATA}/storage.yaml`);
    expect(done.words).toMatch(/^particleos: succeeded after /m);
    expect(done.status).toBe(0);
  });

  test('an update comes from the registry, with the access that was kept', async () => {
    await installer[Symbol.asyncDispose]();
    await registry.push(await secondImage(), NAME);
    const report = await bootDisk({
      name: 'transport-upgrade',
      firmware: 'uefi',
      disk: disks.slice(0, 1),
      network,
      commands: [...looks, { name: 'again', script: 'particleos-system upgrade', deadlineSeconds: 240 }],
      deadlineMs: REPORT_MS,
    });
    expect(runningImage(report).image).toBe(IMAGE);
    expect(report.command('modes').output).toContain('ostree/auth.json 600 root\n');
    expect(report.command('modes').output).toContain(`containers/certs.d/${REGISTRY}/ca.crt 644 root\n`);
    expect(Object.keys((JSON.parse(report.command('kept').output) as { auths: object }).auths)).toEqual([
      REGISTRY,
    ]);
    expect(report.command('upgrade').errors).toContain(
      'The new system is staged; it starts at the next boot.',
    );
    expect(report.command('upgrade').status).toBe(0);
    expect(report.command('again').errors).toContain(`Up to date: ${IMAGE} is sha256:`);
  });

  test('it starts, and says so when the registry is down', async () => {
    await registry.down();
    const report = await bootDisk({
      name: 'transport-upgraded',
      firmware: 'uefi',
      disk: disks.slice(0, 1),
      network,
      commands: looks,
      deadlineMs: REPORT_MS,
    });
    expect(report.command('kernel').output).toContain('cloud');
    expect(report.failedUnits).toEqual([]);
    expect(runningImage(report).image).toBe(IMAGE);
    expect(report.command('modes').output).toContain('ostree/auth.json 600 root\n');
    expect(report.command('upgrade').status).toBe(3);
    expect(report.command('upgrade').errors).toMatch(
      /The registry of registry:.* does not answer: .*\[registry-unreachable\]/,
    );
  });

  test.each([1, 2])('disk %i starts too', async (at) => {
    const report = await bootDisk({
      name: `transport-boot-${String(at)}`,
      firmware: 'uefi',
      disk: disks.slice(at, at + 1),
      commands: looks.slice(0, 2),
      deadlineMs: REPORT_MS,
    });
    expect(runningImage(report).image).toBe(IMAGE);
    expect(report.failedUnits).toEqual([]);
  });
});
