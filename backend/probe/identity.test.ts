// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { describeDisk, identityOf } from '../../core/facts/disk-identity.ts';
import { diskSchema, type Disk } from '../../core/facts/facts.ts';
import { compareIdentity } from './identity.ts';

const file = join(import.meta.dirname, '../../test/fixtures/facts/nvme-windows-bitlocker.disks.json');
const [nvme] = z.tuple([diskSchema]).parse(JSON.parse(readFileSync(file, 'utf8')));
const changed = (change: Partial<Disk>): string | null =>
  compareIdentity(identityOf(nvme), { ...nvme, ...change });

test('the same disk under another kernel name is the same', () => {
  expect(changed({ name: 'nvme1n1', path: '/dev/nvme1n1' })).toBeNull();
  expect(changed({ byId: [...nvme.byId, 'lvm-pv-uuid-x'] })).toBeNull();
});

test('every other change is said in words', () => {
  expect(changed({ serial: null })).toBe('serial number S64KNX0T512345 is now none');
  expect(changed({ wwn: 'eui.1' })).toMatch(/^WWN eui\.\w+ is now eui\.1$/);
  expect(changed({ sizeBytes: 1 })).toBe('size 512110190592 is now 1');
  expect(changed({ tableId: 'x', logicalSectorBytes: 4096 })).toMatch(
    /^sector size 512 is now 4096; partition table /,
  );
  expect(changed({ byId: ['usb-other'] })).toMatch(/^by-id name nvme-\S+ is gone$/);
});

test('a disk is described by what is printed on it', () => {
  expect(describeDisk(nvme)).toContain('SAMSUNG MZVL2512HCJQ-00BL7 (serial S64KNX0T512345, 512.1 GB');
});
