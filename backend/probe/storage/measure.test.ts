// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CommandError } from '../../runner/command.ts';
import { RecordingRunner, type Answer } from '../../runner/recording-runner.ts';
import { measureBtrfs } from './measure-btrfs.ts';
import { extMinimum, measureExt } from './measure-ext.ts';
import { measureNtfs } from './measure-ntfs.ts';
import { measure } from './measure.ts';

const fixtures = join(import.meta.dirname, '../../../test/fixtures/storage');
const read = (name: string): string => readFileSync(join(fixtures, name), 'utf8');
const captures = readdirSync(fixtures).filter((name) => name.endsWith('.txt'));

const answers = (byProgram: Readonly<Record<string, Answer>>): RecordingRunner =>
  new RecordingRunner((_line, { argv }) => byProgram[argv[0]]);

describe('ext4', () => {
  test('that is clean has a least size', async () => {
    const runner = answers({
      dumpe2fs: { stdout: read('dumpe2fs-clean.txt') },
      resize2fs: { stdout: read('resize2fs-minimum.txt') },
    });
    expect(await measure(runner, '/dev/sda2', 'ext4')).toEqual({
      usedBytes: (65_536 - 35_543) * 1024,
      minimumBytes: 47_186 * 1024,
      condition: 'clean',
      devices: 1,
    });
    expect(runner.lines()).toEqual(['dumpe2fs -h /dev/sda2', 'resize2fs -P /dev/sda2']);
  });

  test('whose journal was not replayed is dirty, and resize2fs is not asked', async () => {
    const runner = answers({ dumpe2fs: { stdout: read('dumpe2fs-dirty.txt') } });
    expect(await measure(runner, '/dev/sda2', 'ext4')).toMatchObject({
      minimumBytes: null,
      condition: 'dirty',
    });
    expect(runner.lines()).toHaveLength(1);
  });

  test('with errors, or with words nobody knows', async () => {
    const errors = read('dumpe2fs-clean.txt').replace(/(Filesystem state: +)clean/, '$1clean with errors');
    expect(measureExt(errors)?.condition).toBe('dirty');
    expect(measureExt('')).toBeNull();
    expect(extMinimum('', 4096)).toBeNull();
    await expect(measure(answers({}), '/dev/sda2', 'ext4')).rejects.toThrow('unexpected');
  });
});

describe('NTFS', () => {
  const resize = { stdout: read('ntfsresize-clean.txt') };

  test('that is clean has a least size', async () => {
    expect(await measure(answers({ ntfsresize: resize }), '/dev/sda3', 'ntfs')).toEqual({
      usedBytes: 53_000_000,
      minimumBytes: 52_621_312,
      condition: 'clean',
      devices: 1,
    });
  });

  test.each([
    [13, 'dirty'],
    [14, 'hibernated'],
    [15, 'dirty'],
    [16, null],
    [19, null],
  ])('of which ntfs-3g.probe says %i is %s, and its size is not asked', async (exitCode, condition) => {
    const runner = answers({ 'ntfs-3g.probe': { exitCode }, ntfsresize: resize });
    expect(await measure(runner, '/dev/sda3', 'ntfs')).toEqual({
      usedBytes: null,
      minimumBytes: null,
      condition,
      devices: 1,
    });
    expect(runner.lines()).toHaveLength(1);
  });

  test('that is scheduled for a check is dirty', async () => {
    const runner = answers({ ntfsresize: { exitCode: 1, stdout: read('ntfsresize-dirty.txt') } });
    expect(await measure(runner, '/dev/sda3', 'ntfs')).toMatchObject({
      minimumBytes: null,
      condition: 'dirty',
    });
  });

  test('on a system that lacks the program is an error', async () => {
    await expect(measure(answers({ 'ntfs-3g.probe': { exitCode: 1 } }), '/dev/sda3', 'ntfs')).rejects.toThrow(
      CommandError,
    );
  });
});

describe('btrfs', () => {
  const superblock = read('btrfs-super.txt');

  test('on one device', () => {
    const used = Number(/^bytes_used\s+(\d+)/m.exec(superblock)?.[1]);
    expect(measureBtrfs(superblock)).toEqual({
      usedBytes: used,
      minimumBytes: null,
      condition: 'clean',
      devices: 1,
    });
  });

  test('on two devices counts what this one holds; a log to replay is dirty', () => {
    const two = superblock.replace(/^(num_devices\s+)1$/m, '$12').replace(/^(log_root\s+)0$/m, '$130441472');
    const used = Number(/^dev_item.bytes_used\s+(\d+)/m.exec(superblock)?.[1]);
    expect(measureBtrfs(two)).toEqual({
      usedBytes: used,
      minimumBytes: null,
      condition: 'dirty',
      devices: 2,
    });
  });
});

test('XFS cannot shrink: nothing is asked', async () => {
  const runner = answers({});
  expect(await measure(runner, '/dev/sda4', 'xfs')).toBeNull();
  expect(runner.lines()).toEqual([]);
});

test('random, cut and mutated words never crash a reader, and never give a size below zero', () => {
  const texts = fc.oneof(
    fc.string(),
    fc
      .record({
        text: fc.constantFrom(...captures).map(read),
        at: fc.double({ min: 0, max: 1, noNaN: true }),
        drop: fc.nat({ max: 30 }),
        insert: fc.oneof(
          fc.constantFrom('-1', '99999999999999999999', '\n', 'NaN', '0'),
          fc.string({ maxLength: 6 }),
        ),
        cut: fc.boolean(),
      })
      .map(({ text, at, drop, insert, cut }) => {
        const place = Math.floor(at * text.length);
        return cut ? text.slice(0, place) : text.slice(0, place) + insert + text.slice(place + drop);
      }),
  );
  const check = (text: string): void => {
    for (const found of [measureExt(text), measureNtfs(text), measureBtrfs(text)]) {
      for (const bytes of [found?.usedBytes ?? 0, found?.minimumBytes ?? 0]) {
        expect(Number.isSafeInteger(bytes)).toBe(true);
        expect(bytes).toBeGreaterThanOrEqual(0);
      }
    }
  };
  fc.assert(fc.property(texts, check), { numRuns: 3000 });
});
