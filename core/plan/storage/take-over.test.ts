// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { ImageFacts, Partition } from '../../facts/facts.ts';
import type { FstabLine, MountTables } from '../../facts/mount-tables.ts';
import { givenDisk, givenPartition } from './given-disk.ts';
import { takeOver, type TakeOver, type TakeOverQuestion } from './take-over.ts';

const partition = (number: number, known: Partial<Partition>): Partition =>
  givenPartition({
    name: `sda${number}`,
    number,
    startBytes: number * 2 ** 30,
    sizeBytes: 2 ** 30,
    uuid: `uuid-${number}`,
    partUuid: `part-${number}`,
    ...known,
  });
const disk = {
  ...givenDisk({
    name: 'sda',
    sizeBytes: 2 ** 40,
    partitions: [
      partition(1, { fileSystem: 'ext4' }),
      partition(2, { fileSystem: 'ext4', label: 'twice' }),
      partition(3, { fileSystem: 'xfs', label: 'twice' }),
      partition(4, { fileSystem: 'swap' }),
      partition(5, { fileSystem: 'swsuspend' }),
      partition(6, { fileSystem: 'crypto_LUKS' }),
      partition(7, { fileSystem: 'crypto_LUKS' }),
    ],
  }),
  byId: ['ata-DISK_1'],
};
const unlock = {
  read: true as const,
  opener: 'systemd' as const,
  dmCrypt: true,
  tpm2: false,
  fido2: false,
  resume: true,
  keymapLoader: null,
  keymaps: [],
};
/** Only what opens a disk is looked at. */
const image = { content: { unlock } } as unknown as ImageFacts;
const question: TakeOverQuestion = {
  disks: [disk],
  image,
  firmware: { kind: 'uefi', secureBoot: false },
  root: { partition: 'sda1', mapper: null },
  asksSwap: false,
};
const mount = (device: string, place: string | null, ...options: string[]): FstabLine => ({
  device,
  place,
  type: place === null ? 'swap' : 'ext4',
  options,
  passes: 0,
});
const tables = (fstab: FstabLine[], more: Partial<MountTables> = {}): MountTables => ({
  fstab,
  crypttab: [],
  keyFiles: [],
  resume: null,
  unread: [],
  ...more,
});
const taken = (
  fstab: FstabLine[],
  more?: Partial<MountTables>,
  asked?: Partial<TakeOverQuestion>,
): TakeOver => takeOver(tables(fstab, more), { ...question, ...asked });
const linesOf = ({ taken: { mounts } }: TakeOver): string[] => mounts.map(({ line }) => line);

test.each(['UUID=UUID-2', 'PARTUUID=PART-2', '/dev/disk/by-uuid/uuid-2', '/dev/disk/by-id/ata-DISK_1-part2'])(
  '%s is a name that stays',
  (device) => {
    const found = taken([mount(device, '/home', 'noatime')]);
    expect(found.taken.mounts).toEqual([
      { place: '/var/home', from: 'sda2', isEncrypted: false, line: `${device} /var/home ext4 noatime 0 0` },
    ]);
    expect([found.left, found.absent]).toEqual([[], []]);
  },
);

test.each([
  ['a name of today', '/dev/sda2', '/home', 'another disk may have that name tomorrow'],
  ['a server', 'nas:/export', '/mnt/nas', 'another disk may have that name tomorrow'],
  ['a label of two', 'LABEL=twice', '/home', 'several partitions have that name'],
  ['a place that is read-only', 'UUID=uuid-2', '/data', 'only places in /var can be written to'],
  ['a sleeping system', 'UUID=uuid-5', null, 'there is swsuspend in it'],
  ['swap that became files', 'PARTUUID=part-2', null, 'there is ext4 in it'],
  ['a mapping nobody explains', '/dev/mapper/vg-home', '/home', 'its crypttab does not say what that is'],
])('%s is left, and that is said', (_what, device, place, why) => {
  const found = taken([mount(device, place)]);
  expect(found.taken.mounts).toEqual([]);
  expect(found.left.join()).toContain(`(${device}: ${why})`);
});

test('what is not plugged in holds up no start', () => {
  const found = taken([
    mount('LABEL=BACKUP', '/mnt/backup', 'defaults'),
    mount('UUID=x', null, 'nofail', 'x-systemd.device-timeout=3s'),
  ]);
  expect(linesOf(found)).toEqual([
    'LABEL=BACKUP /var/mnt/backup ext4 nofail,x-systemd.device-timeout=10s 0 0',
    'UUID=x none swap nofail,x-systemd.device-timeout=3s 0 0',
  ]);
  expect(found.absent).toEqual(['/var/mnt/backup (LABEL=BACKUP)', 'swap (UUID=x)']);
});

test('swap that was asked for takes the place of the one before', () => {
  const lines = [mount('UUID=uuid-4', null), mount('/var/swap/swapfile', null)];
  expect(linesOf(taken(lines))).toEqual([
    'UUID=uuid-4 none swap defaults 0 0',
    '/var/swap/swapfile none swap defaults 0 0',
  ]);
  expect(taken(lines, {}, { asksSwap: true })).toMatchObject({ taken: { mounts: [] }, left: [] });
});

test.each<readonly [string, string | null, Partial<TakeOverQuestion>, string | null]>([
  ['swap that is taken over', 'UUID=uuid-4', {}, 'UUID=uuid-4'],
  ['it did not before', null, {}, null],
  ['swap of before is not wanted', 'UUID=uuid-4', { asksSwap: true }, null],
])('the kernel wakes up from it again, or nobody expects it to: %s', (_what, resume, asked, wanted) => {
  const found = taken([mount('UUID=uuid-4', null)], { resume }, asked);
  expect(found.taken.resume).toBe(wanted);
  expect(found.left).toEqual([]);
});

test.each<readonly [string, string, Partial<TakeOverQuestion>, RegExp]>([
  ['another place', 'UUID=uuid-2', {}, /^resume=UUID=uuid-2 \(that swap is not taken over\)$/],
  ['a name of today', '/dev/sda4', {}, /^resume=\/dev\/sda4 \(/],
  ['Secure Boot', 'UUID=uuid-4', { firmware: { kind: 'uefi', secureBoot: true } }, /Secure Boot/],
  ['an image nobody read', 'UUID=uuid-4', { image: null }, /the image/],
])('it is told when the kernel will not wake up as before: %s', (_what, resume, asked, why) => {
  const found = taken([mount('UUID=uuid-4', null)], { resume }, asked);
  expect(found.taken.resume).toBeNull();
  expect(found.left).toEqual([expect.stringMatching(why)]);
});

const luks = (name: string, number: number, key: string | null = null, ...options: string[]) => ({
  name,
  device: `UUID=uuid-${number}`,
  key,
  options: ['luks', ...options],
});

test('a mapping is opened by the prompt, the TPM, or a key file that is copied', () => {
  const key = 'ostree/deploy/p/deploy/x.0/etc/cryptsetup-keys.d/home.key';
  const found = taken([mount('/dev/mapper/home', '/home'), mount('/dev/mapper/srv', '/srv')], {
    crypttab: [luks('home', 6), luks('srv', 7, null, 'tpm2-device=auto')],
    keyFiles: [key],
  });
  expect(found.taken).toMatchObject({
    crypttab: ['home UUID=uuid-6 none luks', 'srv UUID=uuid-7 none luks,tpm2-device=auto'],
    keyFiles: [key],
    mounts: [
      { from: 'sda6', isEncrypted: true, line: '/dev/mapper/home /var/home ext4 defaults 0 0' },
      { from: 'sda7', isEncrypted: true },
    ],
  });
});

test.each<readonly [string, ReturnType<typeof luks>, Partial<TakeOverQuestion>, string]>([
  ['a key elsewhere', luks('home', 6, '/root/key'), {}, 'its key /root/key is not taken over'],
  ['a random key', luks('home', 6, '/dev/urandom', 'swap'), {}, 'its option swap is not taken over'],
  ['a header elsewhere', luks('home', 6, null, 'header=/x'), {}, 'its option header=/x is not taken over'],
  ['an image that cannot', luks('home', 6), { image: null }, 'the image is not known to open it'],
])('a mapping with %s is left with what lies in it', (_what, line, asked, why) => {
  const found = taken([mount('/dev/mapper/home', '/home')], { crypttab: [line] }, asked);
  expect(found).toMatchObject({
    taken: { mounts: [], crypttab: [] },
    left: [`/var/home (/dev/mapper/home: ${why})`],
  });
});

test('the root is opened before the table is read', () => {
  const crypttab = [luks('root', 1), luks('particleos-root', 6)];
  const root = { partition: 'sda1', mapper: 'particleos-root' };
  expect(taken([], { crypttab }, { root })).toMatchObject({ taken: { crypttab: [] }, left: [] });
});

test('a mapping that is not plugged in is not waited for', () => {
  const found = taken([mount('/dev/mapper/far', '/srv')], { crypttab: [luks('far', 99)] });
  expect(found.taken.crypttab).toEqual(['far UUID=uuid-99 none luks,nofail,x-systemd.device-timeout=10s']);
  expect(linesOf(found)).toEqual(['/dev/mapper/far /var/srv ext4 nofail,x-systemd.device-timeout=10s 0 0']);
});

test('a line by what is inside of a mapping belongs to it, when each has one', () => {
  const inside = mount('UUID=inside', '/var/home');
  const one = taken([inside], { crypttab: [luks('home', 6)] });
  expect(one).toMatchObject({ absent: [], taken: { mounts: [{ from: 'sda6', isEncrypted: true }] } });
  // The guess must not keep anybody from their system.
  expect(linesOf(one)[0]).toContain('nofail,x-systemd.before=local-fs.target');
  expect(taken([inside, mount('UUID=disk', '/srv')], { crypttab: [luks('home', 6)] }).absent).toHaveLength(2);
});

test.each<readonly [string, string]>([
  ['/dev/sdb1', 'another disk may have that name tomorrow'],
  ['UUID=away', 'it was not found on this machine'],
])('a /var on %s that the new system would lack is a problem of its own', (device, why) => {
  expect(taken([mount(device, '/var')])).toMatchObject({
    varProblem: { device, why },
    taken: { mounts: [] },
    left: [],
  });
  expect(taken([mount('UUID=uuid-2', '/var')])).toMatchObject({ varProblem: null, left: [] });
});
