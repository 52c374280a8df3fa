// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { RealRunner } from '../../runner/real-runner.ts';
import { RecordingRunner } from '../../runner/recording-runner.ts';
import { gptFlags } from './gpt-flags.ts';
import { parseGptHeader } from './gpt-header.ts';
import { gptState, type GptState } from './gpt-state.ts';
import { readGpt } from './read-gpt.ts';

const fixtures = join(import.meta.dirname, '../../../test/fixtures/storage');
const image = (sectorBytes: number): Uint8Array<ArrayBuffer> =>
  new Uint8Array(gunzipSync(readFileSync(join(fixtures, `gpt-${sectorBytes}.img.gz`))));

/** The state of a whole disk in memory, read as readGpt reads it. */
function stateOf(bytes: Uint8Array<ArrayBuffer>, sectorBytes: number): GptState {
  const head = bytes.slice(0, 2 * sectorBytes + 16_384);
  const tail = bytes.slice(bytes.length - 16_384 - sectorBytes);
  return gptState({ sectorBytes, sizeBytes: bytes.length, head, tail });
}

describe.each([
  // First and last as sfdisk prints them.
  [512, 34, 8158],
  [4096, 6, 1018],
])('a table of sfdisk with sectors of %i bytes', (sectorBytes, first, last) => {
  const usable = { startBytes: first * sectorBytes, endBytes: (last + 1) * sectorBytes };
  const changed = (change: (bytes: Uint8Array<ArrayBuffer>) => void): GptState => {
    const bytes = image(sectorBytes);
    change(bytes);
    return stateOf(bytes, sectorBytes);
  };

  test('is intact, and says where partitions may lie', () => {
    expect(changed(() => undefined)).toEqual({
      usable,
      backupTable: 'intact',
      isFirstRight: true,
      entries: 128,
      isHybrid: false,
    });
  });

  test('has partitions in its MBR as well', () => {
    // The second of four entries: an NTFS that is started by BIOS.
    const hybrid = changed((bytes) => bytes.set([0x80, 0, 0, 0, 0x07], 446 + 16));
    expect(hybrid).toMatchObject({ backupTable: 'intact', isHybrid: true });
  });

  test('was copied to a larger disk: the second one is not at its end', () => {
    const larger = new Uint8Array(image(sectorBytes).length + 64 * sectorBytes);
    larger.set(image(sectorBytes));
    expect(stateOf(larger, sectorBytes)).toEqual({
      usable,
      backupTable: 'missing',
      isFirstRight: true,
      entries: 128,
      isHybrid: false,
    });
  });

  test('was cut off with its disk: nothing of it is believed', () => {
    const smaller = image(sectorBytes).slice(0, -64 * sectorBytes);
    expect(stateOf(smaller, sectorBytes)).toEqual({
      usable: null,
      backupTable: 'missing',
      isFirstRight: true,
      entries: 128,
      isHybrid: false,
    });
  });

  test.each([
    ['the header', -sectorBytes + 40],
    ['an entry', -sectorBytes - 16_384 + 5],
  ])('has a damaged second one: %s', (_name, at) => {
    const found = changed((bytes) => bytes.set([0xa5], bytes.length + at));
    expect(found).toEqual({
      usable,
      backupTable: 'damaged',
      isFirstRight: true,
      entries: 128,
      isHybrid: false,
    });
  });

  test.each([
    ['the signature', 0],
    ['the header', 48],
    ['an entry', sectorBytes + 5],
  ])('has a damaged first one: %s', (_name, at) => {
    const found = changed((bytes) => bytes.set([0xa5], sectorBytes + at));
    expect(found).toEqual({
      usable,
      backupTable: 'intact',
      isFirstRight: false,
      entries: 128,
      isHybrid: false,
    });
  });

  test("has somebody else's second one", () => {
    const found = changed((bytes) => {
      const other = image(sectorBytes === 512 ? 4096 : 512);
      bytes.set(other.slice(-16_384), bytes.length - 16_384);
    });
    expect(found.backupTable).not.toBe('intact');
  });

  test('is read from a disk by od', async () => {
    const path = join(directory, 'disk.img');
    await writeFile(path, image(sectorBytes));
    const disk = { path, sizeBytes: 4 * 1024 ** 2, logicalSectorBytes: sectorBytes };
    expect(await readGpt(new RealRunner(), disk)).toEqual({
      usable,
      backupTable: 'intact',
      isFirstRight: true,
      entries: 128,
      isHybrid: false,
    });
  });
});

let directory = '';
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'gpt-'));
});
// A starved disk takes its time.
afterEach(() => rm(directory, { recursive: true }), 60_000);

test('what od did not print in full is an error, no state', async () => {
  const disk = { path: '/dev/sda', sizeBytes: 1e9, logicalSectorBytes: 512 };
  await expect(readGpt(new RecordingRunner(() => ({ stdout: ' 00 01\n' })), disk)).rejects.toThrow(
    'od printed',
  );
  await expect(readGpt(new RecordingRunner(() => ({ stdout: 'nonsense' })), disk)).rejects.toThrow(
    'od printed',
  );
});

test('every bit of a header counts', () => {
  const block = image(512).slice(512, 1024);
  const bits = fc.nat({ max: 92 * 8 - 1 });
  const check = (bit: number): void => {
    const flipped = block.slice();
    flipped[Math.floor(bit / 8)] = (flipped[Math.floor(bit / 8)] ?? 0) ^ (1 << (bit % 8));
    expect(parseGptHeader(flipped).state).not.toBe('right');
  };
  fc.assert(fc.property(bits, check), { numRuns: 736 });
});

test('random, cut and mutated disks never crash the reader', () => {
  const whole = image(512);
  const ends = [whole.slice(0, 17_408), whole.slice(-16_896)] as const;
  const mutated = (right: Uint8Array<ArrayBuffer>): fc.Arbitrary<Uint8Array<ArrayBuffer>> =>
    fc.oneof(
      fc.constant(right),
      fc.uint8Array({ maxLength: 1200 }).map((bytes) => new Uint8Array(bytes)),
      fc.nat({ max: right.length }).map((length) => right.slice(0, length)),
      fc.tuple(fc.nat({ max: 1200 }), fc.uint8Array({ maxLength: 64 })).map(([at, patch]) => {
        const bytes = right.slice();
        // Headers stand at the start of the first end and at the end of the second one.
        bytes.set(patch, right === ends[0] ? at : right.length - patch.length - at);
        return bytes;
      }),
    );
  const sizes = fc.constantFrom(whole.length, 0, 1, 40_000, 2 ** 52);
  const check = (
    head: Uint8Array<ArrayBuffer>,
    tail: Uint8Array<ArrayBuffer>,
    sizeBytes: number,
    sectorBytes: number,
  ): void => {
    const { usable } = gptState({ head, tail, sizeBytes, sectorBytes });
    if (usable === null) return;
    expect(usable.startBytes).toBeLessThan(usable.endBytes);
    expect(usable.endBytes).toBeLessThanOrEqual(sizeBytes);
  };
  const property = fc.property(mutated(ends[0]), mutated(ends[1]), sizes, fc.constantFrom(512, 4096), check);
  expect(() => fc.assert(property, { numRuns: 2000 })).not.toThrow();
});

test.each([
  [null, []],
  ['', []],
  ['0x', []],
  ['0x0', []],
  ['0x5', ['RequiredPartition', 'LegacyBIOSBootable']],
  ['0x8000000000000001', ['RequiredPartition', 'GUID:63']],
  ['0x0001000000000010', ['GUID:48']],
  ['0x10000000000000000', []],
])('attributes %s are %j', (text, names) => {
  expect(gptFlags(text)).toEqual(names);
});
