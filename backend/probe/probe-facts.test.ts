// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { factsSchema, type Facts } from '../../core/facts/facts.ts';
import { imageReference } from '../../core/request/image-reference.ts';
import { RealRunner } from '../runner/real-runner.ts';
import { RecordingRunner } from '../runner/recording-runner.ts';
import { readFirmware } from './firmware.ts';
import { readOnBattery } from './power.ts';
import { probeFacts } from './probe-facts.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'probe-'));
});
afterEach(() => rm(root, { recursive: true }));

async function put(files: Readonly<Record<string, string | Buffer>>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), content);
  }
}

const lsblk = readFileSync(
  join(import.meta.dirname, '../../test/fixtures/facts/live-usb-and-4kn.lsblk-2.41.json'),
  'utf8',
);
const mountinfo = '30 1 8:17 / /run/initramfs/live ro shared:1 - iso9660 /dev/sdb1 ro\n';
const secureBoot = 'sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c';

describe('probeFacts', () => {
  test('a live system under Secure Boot', async () => {
    await put({
      'proc/self/mountinfo': mountinfo,
      'proc/meminfo': 'MemTotal:        4012345 kB\nMemFree: 1 kB\n',
      'sys/class/dmi/id/sys_vendor': 'Dell Inc.\n',
      'sys/class/dmi/id/product_name': 'XPS 13 9310\n',
      'proc/cmdline': 'root=live:CDLABEL=X console=ttyS0,115200 console=tty0 quiet\n',
      'run/particleos/store/overlay-images/images.json': '[{"id":"ab","names":["localhost/particleos:1"]}]',
      'sys/class/power_supply/AC/type': 'Mains\n',
      'sys/class/power_supply/AC/online': '1\n',
      [secureBoot]: Buffer.from([6, 0, 0, 0, 1]),
      'run/initramfs/live/particleos/image/index.json': '{}',
      'sys/block/sda/dev': '8:0\n',
      'run/udev/data/b8:0': 'S:disk/by-id/wwn-0x5000cca0bf012345\nE:ID_BUS=scsi\n',
    });
    const runner = new RecordingRunner(() => ({ stdout: lsblk }));
    const facts = await probeFacts(runner, { root });
    expect(factsSchema.parse(facts)).toEqual(facts);
    expect(facts).toMatchObject({
      firmware: { kind: 'uefi', secureBoot: true },
      product: 'XPS 13 9310',
      memoryBytes: 4012345 * 1024,
      onBattery: false,
      live: {
        mediumDisk: '/dev/sdb',
        embeddedImage: '/run/initramfs/live/particleos/image',
        imageStore: { path: '/run/particleos/store', image: 'localhost/particleos:1' },
      },
      tools: { bootc: null, podman: false, ostree: false, signedLoader: false },
      consoles: ['ttyS0,115200', 'tty0'],
      selinux: false,
      unread: [],
    });
    expect(facts.disks.find((disk) => disk.name === 'sda')?.byId).toEqual(['wwn-0x5000cca0bf012345']);
    expect(runner.lines()).toHaveLength(1);
  });

  test('what cannot be read is named, never guessed', async () => {
    const facts = await probeFacts(new RecordingRunner(() => ({ exitCode: 1, stderr: 'lsblk: no\n' })), {
      root,
    });
    expect(facts).toMatchObject({ disks: [], firmware: null, onBattery: null, live: null });
    expect(facts.unread.map((entry) => entry.what)).toEqual([
      'consoles',
      'disks',
      'firmware',
      'memory',
      'power',
    ]);
    expect(facts.unread.find(({ what }) => what === 'disks')?.reason).toMatch(
      /lsblk failed: lsblk: no|mountinfo does not exist/,
    );
  });

  test('cut output of lsblk is an unread entry', async () => {
    await put({ 'proc/self/mountinfo': mountinfo });
    const facts = await probeFacts(new RecordingRunner(() => ({ stdout: lsblk.slice(0, 700) })), { root });
    expect(facts.disks).toEqual([]);
    expect(facts.unread.find(({ what }) => what === 'disks')).toMatchObject({
      what: 'disks',
      reason: expect.stringMatching(/did not print JSON/) as string,
    });
  });

  test('an image that cannot be read is named with its code', async () => {
    const image = imageReference.parse('oci:/nowhere/at/all');
    const facts = await probeFacts(new RecordingRunner(), { root, image, wantImage: true, wantDisks: false });
    expect(facts.unread).toContainEqual({
      what: 'image',
      reason: 'image-not-found: no such file or directory',
    });
  });

  describe('a live system with a bootc of its own', () => {
    const found = async (toml: string): Promise<Facts> => {
      await put({
        'usr/bin/bootc': '',
        'usr/sbin/mkfs.ext4': '',
        'usr/lib/ostree/prepare-root.conf': '[composefs]\nenabled = yes\n',
        'usr/lib/systemd/boot/efi/systemd-bootx64.efi': 'MZ',
        'usr/lib/bootc/install/10-live.toml': toml,
      });
      await chmod(join(root, 'usr/bin/bootc'), 0o755);
      const runner = new RecordingRunner(() => ({ stdout: 'bootc 1.16.9\n' }));
      return probeFacts(runner, { root, wantDisks: false });
    };

    test('says what that bootc finds here', async () => {
      const { tools } = await found('[install]\ndiscoverable-partitions = false\n');
      expect(tools).toMatchObject({
        bootc: '1.16.9',
        hostBootc: {
          composefs: 'yes',
          installConfig: { discoverablePartitions: false, rootFileSystem: null },
          systemdBoot: { plain: true, signed: false },
          programs: ['bootc', 'mkfs.ext4'],
        },
      });
    });

    test('and why not, when its configuration is broken', async () => {
      const { tools, unread } = await found('[install\n');
      expect(tools.bootc).toBe('1.16.9');
      expect(tools).not.toHaveProperty('hostBootc');
      expect(unread).toContainEqual({
        what: 'bootc',
        reason: expect.stringMatching(/image-install-toml.*10-live\.toml/) as string,
      });
    });
  });

  test('this machine', async () => {
    const facts = await probeFacts(new RealRunner());
    expect(factsSchema.parse(facts)).toEqual(facts);
    expect(facts.memoryBytes).toBeGreaterThan(1e8);
  });
});

describe('readFirmware', () => {
  test('BIOS, and a machine without either', async () => {
    await put({ 'sys/firmware/acpi/x': '' });
    expect(await readFirmware(root, 'amd64')).toEqual({ kind: 'bios', secureBoot: false });
    await expect(readFirmware(root, 'arm64')).rejects.toThrow('without UEFI');
  });

  test('Secure Boot off, unsupported, and unknown', async () => {
    await put({ 'sys/firmware/efi/fw_platform_size': '64\n' });
    expect(await readFirmware(root, 'amd64')).toEqual({ kind: 'uefi', secureBoot: null });
    await put({ 'sys/firmware/efi/efivars/BootOrder-8be4df61-93ca-11d2-aa0d-00e098032b8c': 'x' });
    expect(await readFirmware(root, 'amd64')).toEqual({ kind: 'uefi', secureBoot: false });
    await put({ [secureBoot]: Buffer.from([6, 0, 0, 0, 0]) });
    expect(await readFirmware(root, 'amd64')).toEqual({ kind: 'uefi', secureBoot: false });
    await put({ [secureBoot]: Buffer.from([6, 0]) });
    expect(await readFirmware(root, 'amd64')).toEqual({ kind: 'uefi', secureBoot: null });
  });
});

describe('readOnBattery', () => {
  const supply = (name: string, attributes: Readonly<Record<string, string>>): Promise<void> =>
    put(
      Object.fromEntries(
        Object.entries(attributes).map(([k, v]) => [`sys/class/power_supply/${name}/${k}`, `${v}\n`]),
      ),
    );

  test("the battery of a mouse is not the machine's", async () => {
    await supply('hidpp_battery_0', { type: 'Battery', scope: 'Device', status: 'Discharging' });
    expect(await readOnBattery(root)).toBe(false);
  });

  test('a laptop on and off its charger', async () => {
    await supply('BAT0', { type: 'Battery', status: 'Discharging' });
    expect(await readOnBattery(root)).toBe(true);
    await supply('AC', { type: 'Mains', online: '0' });
    expect(await readOnBattery(root)).toBe(true);
    await supply('AC', { type: 'Mains', online: '1' });
    expect(await readOnBattery(root)).toBe(false);
  });

  test('a battery that does not tell', async () => {
    await supply('BAT0', { type: 'Battery', status: 'Unknown' });
    expect(await readOnBattery(root)).toBeNull();
  });
});
