// SPDX-License-Identifier: Apache-2.0
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { mountTablesSchema } from '../../../core/facts/mount-tables.ts';
import { readMountTables } from './read-mount-tables.ts';

const fstabOf = (...lines: string[]) => readMountTables(lines.join('\n'), '');

test('what a system has beside its parts is read; its parts and what the kernel makes up are not', () => {
  const { fstab, unread } = fstabOf(
    '# UUID=0 /old ext4',
    'UUID=uuid-2 /boot ext4 defaults 0 2',
    'UUID=ABCD-1234\t/boot/efi vfat umask=0077 0 2',
    'tmpfs /tmp tmpfs defaults 0 0',
    '  UUID="1-a"   /var/home//  ext4   defaults,x-systemd.device-timeout=5s  0 2 ',
    'LABEL=swap none swap sw',
    '/dev/sdb1 /srv/old btrfs subvol=@old,compress=zstd:3',
  );
  expect(fstab).toEqual([
    {
      device: 'UUID=1-a',
      place: '/var/home',
      type: 'ext4',
      options: ['defaults', 'x-systemd.device-timeout=5s'],
      passes: 2,
    },
    { device: 'LABEL=swap', place: null, type: 'swap', options: ['sw'], passes: 0 },
    {
      device: '/dev/sdb1',
      place: '/srv/old',
      type: 'btrfs',
      options: ['subvol=@old', 'compress=zstd:3'],
      passes: 0,
    },
  ]);
  expect(unread).toEqual([]);
});

test.each([
  ['a space in its place', 'UUID=1 /var/my\\040files ext4 defaults 0 2'],
  ['a way up in its place', 'UUID=1 /var/../etc ext4 defaults 0 2'],
  ['a control character', 'UUID=1 /var/a\u0007b ext4 defaults 0 2'],
  ['quotes in its options', 'UUID=1 /var/a ext4 context="a b" 0 2'],
  ['braces', 'UUID={{rootUuid}} /var/a ext4 defaults 0 2'],
  ['no place', 'UUID=1'],
  ['a pass that is no number', 'UUID=1 /var/a ext4 defaults 0 two'],
])('a line with %s is named and not carried on', (_what, line) => {
  const { fstab, unread } = fstabOf(line, 'UUID=2 /srv ext4');
  expect(fstab.map(({ place }) => place)).toEqual(['/srv']);
  expect(unread).toHaveLength(1);
});

test('of a table that is longer than a look takes, the last line is not trusted', () => {
  const long = Array.from(
    { length: 48 },
    (_, n) => `UUID=${n} /var/${'a'.repeat(150)} ext4 ${'b'.repeat(190)}`,
  );
  const { fstab, unread } = fstabOf(...long);
  expect(fstab).toHaveLength(47);
  expect(unread).toEqual(['...']);
  expect(fstabOf(...Array.from({ length: 65 }, (_, n) => `UUID=${n} /var/a ext4`))).toMatchObject({
    fstab: { length: 64 },
    unread: ['...'],
  });
});

test('mappings say what opens them', () => {
  const { crypttab, unread } = readMountTables(
    '',
    [
      'home UUID=1 none luks,tpm2-device=auto',
      'srv /dev/sdb1 /etc/keys/srv.key luks',
      'bare UUID=2',
      'cswap PARTUUID=3 /dev/urandom swap,cipher=aes-xts-plain64',
      '../x UUID=4 none luks',
    ].join('\n'),
  );
  expect(crypttab).toEqual([
    { name: 'home', device: 'UUID=1', key: null, options: ['luks', 'tpm2-device=auto'] },
    { name: 'srv', device: '/dev/sdb1', key: '/etc/keys/srv.key', options: ['luks'] },
    { name: 'bare', device: 'UUID=2', key: null, options: [] },
    {
      name: 'cswap',
      device: 'PARTUUID=3',
      key: '/dev/urandom',
      options: ['swap', 'cipher=aes-xts-plain64'],
    },
  ]);
  expect(unread).toEqual(['../x UUID=4']);
});

test('whatever stands in them, the reader does not crash, and what it carries on needs no quotes', () => {
  const word = fc.oneof(
    fc.string({ maxLength: 12, unit: 'binary' }),
    fc.constantFrom(
      'UUID=1',
      '"',
      '/var/home',
      '/dev/mapper/a',
      'swap',
      'none',
      'ext4',
      'a,b=c',
      '0',
      '#',
      '-',
    ),
  );
  const text = fc
    .array(fc.array(word, { maxLength: 7 }), { maxLength: 12 })
    .map((lines) => lines.map((words) => words.join(' ')).join('\n'));
  const strange = /[\s"'{}\\$`\p{Cc}]/u;
  const holds = (fstab: string, crypttab: string): boolean => {
    const tables = { ...readMountTables(fstab, crypttab), keyFiles: [], resume: null };
    const words = [
      ...tables.fstab.flatMap(({ device, place, type, options }) => [device, place ?? '', type, ...options]),
      ...tables.crypttab.flatMap(({ name, device, key, options }) => [name, device, key ?? '', ...options]),
    ];
    return (
      mountTablesSchema.safeParse(tables).success &&
      words.every((one) => !strange.test(one)) &&
      tables.unread.every(({ length }) => length <= 100) &&
      tables.fstab.length + tables.crypttab.length <= 128
    );
  };
  expect(() => fc.assert(fc.property(text, text, holds), { numRuns: 1000 })).not.toThrow();
});
