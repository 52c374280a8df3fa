// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs';
import * as z from 'zod';
import { describe, expect, test } from 'vitest';
import { diskSchema, type Disk, type Facts } from '../../core/facts/facts.ts';
import { selectDisk } from '../../core/plan/select-disk.ts';
import { requestSchema } from '../../core/request/request.ts';
import { confirmationWord } from '../../renderer/machine/confirmation-word.ts';
import { segmentsOf, whatIsOn } from '../../renderer/machine/disk-content.ts';
import { selectorFor } from '../../core/facts/selector-for.ts';
import { chosenDisk } from '../../renderer/machine/disk-selector.ts';
import { passwordStrength } from '../../renderer/machine/password-strength.ts';
import { proposeHostName, proposeUserName } from '../../renderer/machine/propose-names.ts';

const folder = new URL('../fixtures/facts/', import.meta.url);
const disksOf = (machine: string): Disk[] =>
  z.array(diskSchema).parse(JSON.parse(readFileSync(new URL(`${machine}.disks.json`, folder), 'utf8')));
const recorded = readdirSync(folder).flatMap((name) => /^(.*)\.disks\.json$/.exec(name)?.[1] ?? []);

describe.each(recorded)('%s', (machine) => {
  const disks = disksOf(machine);
  const facts = { disks } as unknown as Facts;

  test('a selector is for its disk alone, as the planner sees it', () => {
    for (const disk of disks.filter(({ unsuitable }) => unsuitable === null)) {
      const selector = selectorFor(disk, facts);
      if (selector === null) continue;
      expect(selectDisk(facts, selector, 0)).toBe(disk);
      expect(chosenDisk(selector, facts)?.path).toBe(disk.path);
    }
  });

  test('the pieces of a disk are no more than the disk', () => {
    for (const disk of disks) {
      const bytes = segmentsOf(disk).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
      expect(bytes).toBeLessThanOrEqual(disk.sizeBytes);
    }
  });
});

test.each([
  ['nvme-windows-bitlocker', 'nvme0n1', ['bitlocker']],
  ['sata-lvm', 'sda', ['linux']],
  ['luks-btrfs-two-disks', 'nvme0n1', ['linuxEncrypted']],
  ['virtio-no-serial', 'vda', []],
])('on %s, %s, there is %j', (machine, name, kinds) => {
  const disk = disksOf(machine).find((one) => one.name === name);
  expect(disk === undefined ? 'no such disk' : whatIsOn(disk)).toEqual(kinds);
});

test('a disk is confirmed by the end of its serial number, else of its size', () => {
  expect(confirmationWord({ serial: 'S64KNX0T512345', sizeBytes: 1 })).toEqual({
    from: 'serial',
    word: '2345',
  });
  expect(confirmationWord({ serial: null, sizeBytes: 10_737_418_240 })).toEqual({
    from: 'size',
    word: '8240',
  });
});

test.each([
  ['password1', 0, 'common'],
  ['12345678', 0, 'common'],
  ['ada1815', 0, 'personal'],
  ['aaaaaaaaaaaa', 0, 'repeat'],
  ['kx7!', 0, 'short'],
  ['blue horse sings 42', 3, null],
])('%s has strength %i, advice %s', (password, score, advice) => {
  expect(passwordStrength(password, ['Ada Lovelace'])).toEqual({ score, advice });
});

test.each([
  ['Ada Lovelace', 'ada', 'ada-pc'],
  ['Łukasz Żółć', 'lukasz', 'lukasz-pc'],
  ['Jörg Müller', 'jorg', 'jorg-pc'],
  ['山田 太郎', '', 'particleos'],
  ['3PO', 'po', 'po-pc'],
])('%s is proposed as "%s" on %s', (fullName, user, host) => {
  expect(proposeUserName(fullName)).toBe(user);
  expect(proposeHostName(user)).toBe(host);
});

test.each([
  ['ada', 'ThinkPad X1 Carbon Gen 9', 'ada-thinkpad-x1-carbon-gen-9'],
  ['ada', 'HP EliteBook 840 14 inch G9 Notebook PC', 'ada-hp-elitebook-840-14-inch'],
  ['', 'Surface Go 3', 'surface-go-3'],
  ['ada', 'Ноутбук', 'ada-pc'],
  ['ada', 'x'.repeat(200), 'ada-pc'],
  ['u'.repeat(32), 'MacBookPro18,3 (Retina)', `${'u'.repeat(32)}-macbookpro18-3`],
])('the machine of "%s", a %s, is proposed to be %s', (user, product, host) => {
  expect(proposeHostName(user, product)).toBe(host);
  expect(requestSchema.shape.hostname.safeParse(host).success).toBe(true);
});
