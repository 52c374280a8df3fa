// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import type { Disk } from '../../core/facts/facts.ts';
import { continuePlan } from '../../core/journal/continue-plan.ts';
import { givenPartition } from '../../core/plan/storage/given-disk.ts';
import { byHand, debian, disk, esp, GiB, gpt, load, luks, p, rest, run, uefi } from './kept-disks.ts';

const loaders = (...names: string[]) => ({ ...esp('sda'), loaders: names });

describe('an EFI system partition with the loader of a Debian', () => {
  const locked = p('sda', 3, 1537, 40 * 1024, { fileSystem: 'crypto_LUKS', encryption: 'luks2' });

  test('that is encrypted, or on another disk, stays its own', () => {
    const sda = gpt('sda', [loaders('debian', 'BOOT'), locked]);
    const { codes, steps } = run(uefi([sda]), { disk, layout: { kind: 'free-space' } });
    expect(codes).toEqual(['warning esp-one-loader']);
    expect(steps).toContainEqual(expect.stringMatching(/^mkfs.vfat .* \/dev\/sda2$/));
    const other = run(uefi([gpt('sda', [loaders('Microsoft'), locked])]), {
      disk,
      layout: { kind: 'free-space' },
    });
    expect(other.codes).toEqual([]);
  });

  test('is not taken by hand either, unless its system goes', () => {
    const keep = { action: 'keep', partition: { number: 1 }, role: 'esp' };
    const sda = gpt('sda', [loaders('debian'), p('sda', 2, 513, 20 * 1024, { fileSystem: 'ext4' })], {
      systems: [debian('sda1', ['sda2'])],
    });
    expect(run(uefi([sda]), { disk, layout: byHand(keep, ...rest) }).codes).toEqual(['error esp-taken']);
    const gone = { action: 'delete', partition: { number: 2 } };
    expect(run(uefi([sda]), { disk, layout: byHand(keep, gone, ...rest) }).codes).toEqual([]);
  });

  test('is not taken where somebody has mounted it, whether the system is known or not', () => {
    const root = '/tmp/calamares-root';
    const mount = (device: string, place: string) => ({
      kind: 'mount' as const,
      name: `${root}${place}`,
      device,
    });
    const holders = [mount('sda4', ''), mount('sda3', '/boot'), mount('sda1', '/boot/efi')];
    const made = [
      p('sda', 3, 20993, 1024, { fileSystem: 'ext4' }),
      p('sda', 4, 22017, 60 * 1024, { fileSystem: 'ext4' }),
    ];
    const of = (fileSystem: string, systems: Disk['systems'], ...names: string[]) => {
      const old = p('sda', 2, 513, 20 * 1024, { fileSystem });
      return run(uefi([gpt('sda', [loaders(...names), old, ...made], { systems, holders })]), {
        disk,
        layout: { kind: 'mounted', root },
      }).codes;
    };
    expect(of('ext4', [debian('sda1', ['sda2'])], 'debian')).toEqual(['error esp-taken']);
    expect(of('crypto_LUKS', [], 'debian')).toEqual(['error esp-taken']);
    expect(of('ext4', [], 'debian')).toEqual([]);
    expect(of('crypto_LUKS', [], 'fedora')).toEqual([]);
  });

  test('is free where the loader is all that is left of a system', () => {
    const sda = gpt('sda', [loaders('debian')]);
    const layout = { kind: 'free-space' };
    expect(run(uefi([sda]), { disk, layout }).codes).toEqual([]);
    const other = (more: Partial<Disk>): Disk =>
      gpt('sdb', [p('sdb', 1, 1, 20 * 1024, { fileSystem: 'ext4' })], more);
    expect(run(uefi([sda, other({})]), { disk, layout }).codes).toEqual([]);
    const starts = other({ systems: [debian(null, ['sdb1'])] });
    expect(run(uefi([sda, starts]), { disk, layout }).codes).toEqual(['warning esp-one-loader']);
  });
});

describe('a hibernated Linux', () => {
  const asleep = p('sda', 2, 513, 8 * 1024, { fileSystem: 'swsuspend', condition: 'hibernated' });
  const root = p('sda', 3, 8705, 80 * 1024, {
    fileSystem: 'btrfs',
    condition: 'clean',
    usedBytes: GiB,
    minimumBytes: 2 * GiB,
  });
  const facts = uefi([gpt('sda', [esp('sda'), asleep, root])]);

  test('finds its file systems as it left them', () => {
    const layout = { kind: 'alongside', shrink: { number: 3 }, to: '30 GiB' };
    expect(run(facts, { disk, layout }).codes).toEqual(['error shrink-hibernated']);
    const used = { action: 'resize', partition: { number: 3 }, to: '30 GiB', mount: '/home' };
    const made = { action: 'create', role: 'esp', size: '512 MiB' };
    const formatted = { action: 'format', partition: { number: 2 }, role: 'swap' };
    const swap = { kind: 'partition' };
    const [boot] = rest;
    expect(run(facts, { disk, layout: byHand(made, used, ...rest) }).codes).toEqual([
      'error shrink-hibernated',
    ]);
    // With the swap it is gone.
    expect(
      run(facts, { disk, swap, layout: byHand(made, used, formatted, boot ?? {}, rest[1] ?? {}) }).codes,
    ).toEqual([]);
  });

  test('keeps its swap', () => {
    const kept = { action: 'keep', partition: { number: 2 }, role: 'swap' };
    const made = { action: 'create', role: 'esp', size: '512 MiB' };
    const free = uefi([gpt('sda', [esp('sda'), asleep])]);
    const layout = byHand(kept, made, ...rest);
    expect(run(free, { disk, swap: { kind: 'partition' }, layout }).codes).toEqual([
      'error mounted-file-system',
    ]);
  });
});

test('swap that is kept is none for an encrypted system, and a small one none to hibernate into', () => {
  const facts = uefi([gpt('sda', [p('sda', 1, 1, 1024, { fileSystem: 'swap' })])]);
  const made = { action: 'create', role: 'esp', size: '512 MiB' };
  const layout = byHand({ action: 'keep', partition: { number: 1 }, role: 'swap' }, made, ...rest);
  const swap = { kind: 'partition' };
  expect(run(facts, { disk, swap, layout, encryption: luks }).codes).toEqual(['error encryption-layout']);
  expect(run(facts, { disk, swap: { ...swap, hibernate: true }, layout }).codes).toEqual([
    'error partition-too-small',
  ]);
  expect(run(facts, { disk, swap, layout }).codes).toEqual([]);
});

describe('a swap file in a /var of its own', () => {
  const kept = p('sdb', 1, 1, 20 * 1024, { fileSystem: 'btrfs', condition: 'clean', usedBytes: GiB });
  const facts = uefi([gpt('sda', []), gpt('sdb', [kept])]);
  const layout = {
    kind: 'erase',
    separate: [{ disk: { serial: 'S-sdb' }, mount: '/var', keep: { number: 1 } }],
  };

  test('has room there, and is made as that file system wants it', () => {
    const small = run(facts, { disk, layout, swap: { kind: 'file', size: '20 GiB' } });
    expect(small.codes).toEqual(['error partition-too-small']);
    const { steps } = run(facts, { disk, layout, swap: { kind: 'file', size: '8 GiB' } });
    expect(steps).toContainEqual(expect.stringMatching(/^btrfs filesystem mkswapfile/));
  });

  test('is not made beside an encrypted root without encryption', () => {
    const asked = { disk, layout, swap: { kind: 'file', size: '8 GiB' }, encryption: luks };
    expect(run(facts, asked).codes).toEqual(['error layout-engine']);
  });
});

test('what lies on a disk that is erased and on one that stays is told', () => {
  const half = (name: string): Disk =>
    gpt(name, [p(name, 1, 1, 40 * 1024, { fileSystem: 'btrfs', uuid: 'HOME', condition: 'clean' })]);
  const home = { disk: { serial: 'S-sdb' }, mount: '/home', keep: { number: 1 } };
  const facts = uefi([half('sda'), half('sdb')]);
  expect(run(facts, { disk, layout: { kind: 'erase', separate: [home] } }).codes).toEqual([
    'error volume-torn',
  ]);
  expect(run(facts, { disk }).codes).toEqual(['warning volume-torn']);
  const volume = {
    kind: 'lvm' as const,
    name: 'vg-photos',
    path: '/dev/mapper/vg-photos',
    uuid: null,
    level: null,
  };
  const volumes = [{ ...volume, members: ['sda1', 'sdb1'], sizeBytes: GiB, fileSystem: 'ext4' }];
  const pv = (name: string): Disk => gpt(name, [p(name, 1, 1, 40 * 1024, { fileSystem: 'LVM2_member' })]);
  expect(run(uefi([pv('sda'), pv('sdb')], { volumes }), { disk }).codes).toEqual(['warning volume-torn']);
  expect(run(uefi([pv('sda')], { volumes }), { disk }).codes).toEqual([]);
});

test.each(['luks', 'md', 'lvm'] as const)(
  'a root that somebody mounted from %s is found at start',
  (kind) => {
    const facts = load('mounted-calamares');
    const root = '/tmp/calamares-root';
    const held = facts.disks[0]?.holders.find(({ name }) => name === root)?.device ?? '';
    const disks = facts.disks.map((one) => ({
      ...one,
      holders: one.holders.map((holder) => (holder.device === held ? { ...holder, device: 'held' } : holder)),
    }));
    const sizeBytes = facts.disks[0]?.partitions.find(({ name }) => name === held)?.sizeBytes ?? 0;
    const volume = { kind, name: 'held', path: '/dev/mapper/held', uuid: 'x', level: null, members: [held] };
    const volumes = [{ ...volume, sizeBytes, fileSystem: 'ext4' }];
    const asked = { disk: { serial: 'S64KNX0T512345' }, layout: { kind: 'mounted', root } };
    expect(run({ ...facts, disks, volumes }, asked).codes).toEqual(['error mounted-not-fit']);
    const told = { ...asked, kernelArguments: ['rd.luks.name=x=held', 'rd.md.uuid=x'] };
    expect(run({ ...facts, disks, volumes }, told).plan).not.toBeNull();
  },
);

test('a name that another encrypted disk is open by is told before anything is formatted', () => {
  const volume = {
    kind: 'luks' as const,
    name: 'particleos-root',
    path: '/dev/mapper/particleos-root',
    uuid: 'x',
  };
  const volumes = [{ ...volume, level: null, members: ['sdb1'], sizeBytes: GiB, fileSystem: 'ext4' }];
  const sdb = gpt('sdb', [p('sdb', 1, 1, 2048, { fileSystem: 'crypto_LUKS' })]);
  const facts = uefi([gpt('sda', []), sdb], { volumes });
  expect(run(facts, { disk, encryption: luks }).codes).toEqual(['error disk-busy']);
});

describe('a system that is kept', () => {
  const facts = load('keep-data-beside');
  const asked = { disk: { serial: 'S64KNX0T512345' }, layout: { kind: 'keep-data', system: { number: 4 } } };
  const [first] = facts.disks;
  if (first === undefined) throw new Error('the fixture is broken');

  test('without an EFI system partition is refused with a reason, by BIOS as well', () => {
    const systems = first.systems.map((system) => ({ ...system, esp: null }));
    const partitions = first.partitions.filter(({ number }) => number !== 2);
    const bios = { ...facts, firmware: { kind: 'bios' as const, secureBoot: null } };
    expect(run({ ...bios, disks: [{ ...first, systems, partitions }] }, asked).codes).toEqual([
      'error keep-data-lacks',
    ]);
  });

  test('keeps its /var apart from its /boot, whatever their types and order', () => {
    const [bios, efi, boot, root] = first.partitions;
    if (bios === undefined || efi === undefined || boot === undefined || root === undefined)
      throw new Error();
    const start = boot.startBytes ?? 0;
    const known = { uuid: 'VAR', usedBytes: GiB, condition: 'clean' as const, fileSystem: 'ext4' };
    const own = givenPartition({
      name: 'nvme0n1p5',
      number: 5,
      startBytes: start,
      sizeBytes: 20 * GiB,
      ...known,
    });
    const partitions = [
      bios,
      efi,
      own,
      { ...boot, type: own.type, startBytes: start + 20 * GiB },
      { ...root, startBytes: start + 22 * GiB, sizeBytes: 300 * GiB },
    ];
    const line = { device: 'UUID=VAR', place: '/var', type: 'ext4', options: ['defaults'], passes: 2 };
    const tables = { fstab: [line], crypttab: [], keyFiles: [], unread: [], resume: null };
    const systems = first.systems.map((system) => ({
      ...system,
      partitions: [root.name, boot.name, own.name],
      stateroots: system.stateroots.map((stateroot) => ({ ...stateroot, tables })),
    }));
    const { plan } = run({ ...facts, disks: [{ ...first, systems, partitions }] }, asked);
    expect(plan?.layout.fileSystems.find(({ id }) => id === 'boot')?.partitions).toEqual([
      `/dev/${boot.name}`,
    ]);
  });
});

test('of two systems in one file system neither is replaced by halves', () => {
  const both = [debian('sda1', ['sda3', 'sda2']), { ...debian('sda1', ['sda3']), name: 'Fedora' }];
  const partitions = [
    esp('sda'),
    p('sda', 2, 513, 1024, { fileSystem: 'ext4' }),
    p('sda', 3, 61_440, 30_720, { fileSystem: 'btrfs' }),
  ];
  const facts = uefi([gpt('sda', partitions, { systems: both })]);
  expect(run(facts, { disk, layout: { kind: 'replace', system: { number: 3 } } }).codes).toEqual([
    'error replace-nothing',
  ]);
});

test('a table with few entries is full before anything is shrunk', () => {
  const ntfs = p('sda', 2, 513, 90 * 1024, {
    fileSystem: 'ntfs',
    condition: 'clean',
    usedBytes: GiB,
    minimumBytes: 2 * GiB,
  });
  const facts = uefi([gpt('sda', [esp('sda'), ntfs], { tableEntries: 3 })]);
  const layout = { kind: 'alongside', shrink: { number: 2 }, to: '30 GiB' };
  expect(run(facts, { disk, layout }).codes).toEqual(['error partition-numbers-full']);
});

test('what Windows would take for its own gets a type of Linux when it is formatted', () => {
  const [made] = rest;
  const windowsData = 'EBD0A0A2-B9E5-4433-87C0-68B6B72699C7';
  const generic = '0fc63daf-8483-4772-8e79-3d69d8477de4';
  const typed = (type: string): string[] => {
    const old = p('sda', 2, 513, 40 * 1024, { type, fileSystem: 'ntfs' });
    const root = { action: 'format', partition: { number: 2 }, role: 'root' };
    const keep = { action: 'keep', partition: { number: 1 }, role: 'esp' };
    const { plan, steps } = run(uefi([gpt('sda', [esp('sda'), old])]), {
      disk,
      layout: byHand(keep, made ?? {}, root),
    });
    expect(plan?.layout.disks[0]?.partitions.find(({ number }) => number === 2)?.typeGuid).not.toMatch(
      /ebd0/i,
    );
    return steps.filter((step) => step.includes('--part-type'));
  };
  expect(typed(windowsData)).toEqual([
    'sfdisk --lock=yes --part-type /dev/sda 2 4f68bce3-e8cd-4db1-96e7-fbcaf984b709',
  ]);
  expect(typed(generic)).toEqual([]);
});

test('a table that an MBR beside it contradicts is not changed', () => {
  const home = p('sda', 2, 513, 40 * 1024, { fileSystem: 'ext4', condition: 'clean' });
  const facts = uefi([gpt('sda', [esp('sda'), home], { hybridTable: true })]);
  expect(run(facts, { disk, layout: { kind: 'free-space' } }).codes).toEqual(['error layout-table-hybrid']);
  expect(run(facts, { disk }).codes).toEqual([]);
});

test('a disk for data may have sectors that BIOS does not read', () => {
  const data = {
    disk: { serial: 'S-sdb' },
    table: 'new',
    partitions: [{ action: 'create', role: 'data', mount: '/home' }],
  };
  const system = {
    disk,
    table: 'new',
    partitions: [{ action: 'create', role: 'bios-boot', size: '1 MiB' }, ...rest],
  };
  const facts = uefi([gpt('sda', []), gpt('sdb', [], { logicalSectorBytes: 4096 })], {
    firmware: { kind: 'bios', secureBoot: null },
  });
  expect(run(facts, { disk, layout: { kind: 'manual', disks: [system, data] } }).codes).toEqual([]);
});

test('what was let go of once is not let go of again by an install that goes on', () => {
  const holders = [{ kind: 'mount' as const, name: '/media/ada/photos', device: 'sda2' }];
  const sda = gpt('sda', [esp('sda'), p('sda', 2, 513, 20 * 1024, { fileSystem: 'ext4' })], { holders });
  const { plan } = run(uefi([sda]), { disk, releaseDisk: true, layout: { kind: 'free-space' } });
  if (plan === null) throw new Error('no plan');
  expect(plan.steps.map(({ id }) => id)).toContain('release-1');
  const { steps } = continuePlan(plan, new Set(['partition', 'mkfs-root']), 'journal');
  expect(steps.map(({ id }) => id)).not.toContain('release-1');
});

test('what was discarded is not said to come back with the table', () => {
  const { plan } = run(uefi([gpt('sda', [], { discard: true })]), {
    disk,
    layout: { kind: 'erase', discard: true },
  });
  const states = plan?.steps.flatMap(({ leaves }) => leaves ?? []);
  expect(states).not.toContain('table-replaced');
});
