// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Converted } from '../../core/convert/convert-calamares.ts';
import { factsSchema, type Disk } from '../../core/facts/facts.ts';
import { loadRequest } from '../../core/request/load.ts';
import { codes, convert, disk, erase, read } from './calamares-storages.ts';

/** The request of a golden, as the converter has it: what no page of the capture asked for is not compared. */
function golden(scenario: string): unknown {
  const text = readFileSync(new URL(`../fixtures/plans/${scenario}/request.yaml`, import.meta.url), 'utf8');
  const loaded = loadRequest(text);
  if (!loaded.ok) throw new Error(`${scenario}: ${JSON.stringify(loaded.issues)}`);
  return loaded.request;
}
const disksOf = (scenario: string): Disk[] => [
  ...factsSchema.parse(read(`plans/${scenario}/facts.json`)).disks,
];

describe('erase', () => {
  /** Its choices, on the machine of the golden. */
  test.each([
    ['erase-uefi', 'calamares-erase', [/\/dev\/loop1p/g, '/dev/vdb'] as const],
    ['encrypted-uefi', 'calamares-encrypted', null],
  ])('%s is planned as in %s', (capture, scenario, moved) => {
    const text = JSON.stringify(read(`calamares/${capture}.calamares-3.3.14.json`));
    const storage: unknown = JSON.parse(moved === null ? text : text.replaceAll(moved[0], moved[1]));
    const { request, issues } = convert(storage, 'disks', disksOf(scenario));
    expect(issues.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(request).toEqual(golden(scenario));
  });
});

describe('what Calamares on the ISO left behind, with facts of the same moment', () => {
  /** The partition page and its jobs were run in a virtual machine, on a disk with an ESP and an ext4 system. */
  const storage = read('calamares/replace-uefi.calamares-3.3.14.json') as { particleos: object };

  test("replace: Calamares' partition gives way to the plan's own", () => {
    const scenario = 'calamares-replace';
    expect(convert(storage, 'choices', disksOf(scenario)).issues).toEqual([]);
    const { request, issues } = convert(storage, 'disks', disksOf(scenario));
    expect(issues).toEqual([]);
    expect({ ...request, locale: 'C.UTF-8' }).toEqual(golden(scenario));
  });

  test.each([
    ["alongside: so do those beside a Windows' NTFS that Calamares has shrunk", 'alongside'],
    ["manual: the ESP of a Windows stays, and what Calamares has made becomes the plan's", 'manual'],
  ])('%s', (_, choice) => {
    const scenario = `calamares-${choice}`;
    const capture = read(`calamares/${choice}-uefi.calamares-3.3.14.json`);
    const { request, issues } = convert(capture, 'disks', disksOf(scenario));
    expect(issues).toEqual([]);
    expect(request).toEqual(golden(scenario));
  });

  test('replace, into what the job "mount" had mounted', () => {
    const scenario = 'refused-calamares-replace';
    const particleos = { ...storage.particleos, layout: 'mounted' };
    const { request } = convert({ ...storage, particleos }, 'disks', disksOf(scenario));
    expect(request).toEqual(golden(scenario));
  });
});

describe('swap', () => {
  const swap = (install: string, choice: string): unknown =>
    convert({ ...erase, partitionChoices: { install, swap: choice } }).request?.swap;
  test.each([
    ['erase', 'none', undefined],
    ['erase', 'small', { kind: 'partition' }],
    ['erase', 'suspend', { kind: 'partition', hibernate: true }],
    ['erase', 'file', { kind: 'file' }],
    ['replace', 'suspend', undefined],
    ['alongside', 'file', { kind: 'file' }],
  ])('%s with %s', (install, choice, wanted) => {
    expect(swap(install, choice)).toEqual(wanted);
  });
});

describe('beside another system, and in place of one', () => {
  test.each(['replace', 'alongside'])(
    '%s names what Calamares has made, on the disk of the root',
    (install) => {
      const { request, issues } = convert({ ...erase, partitionChoices: { install, swap: 'none' } });
      expect(issues).toEqual([]);
      expect(request).toMatchObject({
        disk: { serial: 'TARGET' },
        layout: { kind: 'replace', partitions: [{ number: 1 }, { number: 2 }] },
      });
    },
  );

  test('needs something that was made', () => {
    const partitions = erase.partitions.map((one) => ({ ...one, claimed: false }));
    const partitionChoices = { install: 'replace', swap: 'none' };
    expect(codes(convert({ ...erase, partitions, partitionChoices }))).toEqual(['calamares-no-root']);
  });
});

test.each(['erase', 'replace', 'alongside'])(
  '%s stops where Calamares has also made what was laid out by hand before, on another disk',
  (install) => {
    for (const mountPoint of ['/', '/home', '']) {
      const left = { device: '/dev/vda1', mountPoint, fs: 'ext4', fsName: 'ext4', claimed: true };
      const partitions = [left, ...erase.partitions.slice(1)];
      const converted = convert({ ...erase, partitionChoices: { install, swap: 'none' }, partitions });
      expect(converted.request).toBeNull();
      expect(codes(converted)).toEqual(['calamares-several-disks']);
    }
  },
);

describe('the file system of the system', () => {
  const made = (fs: string, install = 'erase'): Converted =>
    convert({
      ...erase,
      defaultFileSystemType: 'ext4',
      partitionChoices: { install, swap: 'none' },
      partitions: erase.partitions.map((one) => (one.mountPoint === '/' ? { ...one, fs, fsName: fs } : one)),
    });
  test.each(['erase', 'replace', 'alongside'])('is taken over where one was chosen, with %s', (install) => {
    expect(made('btrfs', install).request).toHaveProperty('rootFileSystem', 'btrfs');
    expect(made('ext4', install).request).not.toHaveProperty('rootFileSystem');
    expect(codes(made('f2fs', install))).toEqual(['calamares-unmapped']);
  });
});

describe('the boot loader under BIOS', () => {
  const placed = (bootLoader: unknown, firmwareType = 'bios'): Converted =>
    convert({ ...erase, firmwareType, bootLoader });
  test('goes to the disk of the system', () => {
    expect(placed({ installPath: '/dev/nvme0n1' }).issues).toEqual([]);
    expect(placed(null, 'efi').issues).toEqual([]);
  });

  test.each([
    ['nowhere', null],
    ['to another disk', { installPath: '/dev/vda' }],
    ['to a partition', { installPath: '/dev/nvme0n1p2' }],
  ])('goes there too, with a word, where the list has it %s', (_place, bootLoader) => {
    expect(placed(bootLoader).request).not.toBeNull();
    expect(codes(placed(bootLoader))).toEqual(['calamares-boot-loader']);
  });
});

describe('by hand', () => {
  const manual = (partitions: object[], more: object = {}): Converted =>
    convert({ ...erase, partitionChoices: { install: 'manual', swap: 'none' }, partitions, ...more });
  const ext4 = { fs: 'ext4', fsName: 'ext4', claimed: true };
  const esp = { device: '/dev/nvme0n1p1', mountPoint: '/boot/efi', fs: 'fat32', claimed: false };
  const root = { ...ext4, device: '/dev/nvme0n1p2', mountPoint: '/' };
  const home = { ...ext4, device: '/dev/vda1', mountPoint: '/home' };
  const luks = { fsName: 'luks2', luksMapperName: 'luks-1' };
  const particleos = { recoveryKey: { show: true } };

  test('is what each partition is for, on every disk, kept or formatted', () => {
    const { request, issues } = manual([esp, root, { ...home, claimed: false }]);
    expect(issues).toEqual([]);
    expect(request?.layout).toEqual({
      kind: 'manual',
      disks: [
        {
          disk: { serial: 'TARGET' },
          table: 'keep',
          partitions: [
            { action: 'keep', partition: { number: 1 }, role: 'esp' },
            { action: 'format', partition: { number: 2 }, role: 'root', fileSystem: 'ext4' },
          ],
        },
        {
          disk: { serial: 'KEEP' },
          table: 'keep',
          partitions: [
            { action: 'keep', partition: { number: 1 }, role: 'data', mount: '/home', fileSystem: 'ext4' },
          ],
        },
      ],
    });
  });

  test('takes the BIOS boot partition and swap, which are mounted nowhere', () => {
    const bios = '21686148-6449-6e6f-744e-656564454649';
    const [one, two] = disk('nvme0n1', {}).partitions;
    if (one === undefined || two === undefined) throw new Error('unreachable');
    const on = [disk('nvme0n1', { serial: 'T', partitions: [{ ...one, type: bios }, two] })];
    const swap = { device: '/dev/nvme0n1p1', mountPoint: '', fs: 'linuxswap', claimed: true };
    const storage = { ...erase, partitionChoices: { install: 'manual' }, partitions: [root, swap] };
    expect(convert(storage, 'disks', on).request?.layout).toMatchObject({
      disks: [
        {
          partitions: [
            { action: 'keep', partition: { number: 1 }, role: 'bios-boot' },
            { action: 'format', role: 'root' },
            { action: 'format', role: 'swap' },
          ],
        },
      ],
    });
  });

  test.each([
    ['a root that is not formatted', [{ ...root, claimed: false }]],
    ['a place that cannot be written', [root, { ...home, mountPoint: '/opt' }]],
    ['a file system that is not known', [root, { ...home, fs: 'jfs' }]],
    ['a volume that was encrypted before', [root, { ...home, ...luks, claimed: false }]],
    ['an encrypted /boot', [root, { ...home, ...luks, mountPoint: '/boot' }]],
    ['one of two encrypted', [root, { ...home, ...luks }]],
    ['an encrypted partition for nothing', [root, { ...home, ...luks, mountPoint: '' }]],
  ])('stops at %s', (_what, partitions) => {
    const converted = manual(partitions, { particleos });
    expect(converted.request).toBeNull();
    expect(codes(converted)).toEqual(['calamares-unmapped']);
  });

  test('stops at a volume that is no partition', () => {
    for (const device of ['/dev/vg/root', '/dev/md127', '/dev/md0p1'])
      expect(codes(manual([{ ...root, device }]))).toEqual(['calamares-unmapped']);
    expect(codes(manual([root, { ...home, device: '/dev/vg/home' }]))).toEqual(['calamares-unmapped']);
    expect(codes(manual([{ ...root, device: '/dev/vdz1' }]))).toEqual(['calamares-disk-unknown']);
  });

  test('takes an ESP that the configuration has at /boot for one', () => {
    const roles = (fs: string): unknown =>
      manual([{ ...esp, mountPoint: '/boot', fs, claimed: true }, root], { efiSystemPartition: '/boot' })
        .request?.layout;
    expect(roles('fat32')).toMatchObject({ disks: [{ partitions: [{ role: 'esp' }, { role: 'root' }] }] });
    expect(roles('ext4')).toMatchObject({ disks: [{ partitions: [{ role: 'boot' }, { role: 'root' }] }] });
  });

  test('says what becomes of another file system for /boot', () => {
    const converted = manual([root, { ...home, device: '/dev/nvme0n1p1', mountPoint: '/boot', fs: 'xfs' }]);
    expect(codes(converted)).toEqual(['calamares-file-system']);
    expect(converted.request).not.toBeNull();
  });

  test('is encrypted as a whole, whatever was typed before; with one passphrase', () => {
    const made = [esp, { ...root, ...luks }];
    expect(manual(made, { particleos }).request).toMatchObject({ releaseDisk: true, encryption: {} });
    expect(manual([esp, root], { luksPassphrase: true, particleos }).request).not.toHaveProperty(
      'encryption',
    );
    const several = { particleos: { ...particleos, severalPassphrases: true } };
    expect(codes(manual(made, several))).toEqual(['calamares-unmapped']);
  });
});
