// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { closestWord, editDistance } from './closest-word.ts';
import { closestTimeZone } from './time-zone.ts';

test.each([
  ['disk', 'disk', 0],
  ['dsik', 'disk', 1],
  ['dsk', 'disk', 1],
  ['diskk', 'disk', 1],
  ['', 'disk', 4],
  ['disk', '', 4],
  ['abcd', 'badc', 2],
])('%s and %s are %d apart', (a, b, distance) => {
  expect(editDistance(a, b)).toBe(distance);
});

test.each([
  ['pasword', 'passwordHash'],
  ['password', 'passwordHash'],
  ['password_secret', 'passwordSecret'],
  ['nam', 'name'],
  ['x', null],
  ['', null],
  ['y'.repeat(10_000), null],
])('%.20s means %s', (word, meant) => {
  expect(closestWord(word, ['name', 'passwordHash', 'passwordSecret'])).toBe(meant);
});

test.each([
  ['Europe/Berln', 'Europe/Berlin'],
  ['berlin', 'Europe/Berlin'],
  ['new york', 'America/New_York'],
  ['europe/berlin', 'Europe/Berlin'],
  ['Mars/Olympus_Mons', null],
])('zone %s means %s', (name, meant) => {
  expect(closestTimeZone(name)).toBe(meant);
});
