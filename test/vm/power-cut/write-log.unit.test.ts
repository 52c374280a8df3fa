// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { RealRunner } from '../../../backend/runner/real-runner.ts';
import { chooseCrash, randomOf, type Crash } from './choose-crash.ts';
import { CrashDisk } from './crash-disk.ts';
import { ENTRY_BYTES, parseSuper, readWriteLog, SUPER_BYTES, type WriteEntry } from './write-log.ts';

const KiB = 1024;
const SIZE = 1024 * KiB;
const runner = new RealRunner();
const hasQemuIo = await runner.run({ argv: ['qemu-io', '--version'], timeoutMs: 60_000 }).then(
  () => true,
  () => false,
);

let directory: string;
let disk: string;
let log: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'power-'));
  disk = join(directory, 'disk');
  log = join(directory, 'log');
  for (const [path, bytes] of [
    [disk, SIZE],
    [log, 64 * SIZE],
  ] as const) {
    await writeFile(path, '');
    await truncate(path, bytes);
  }
});
afterEach(() => rm(directory, { recursive: true }));

/** Commands of qemu-io on a disk that QEMU's own driver records. */
async function record(...commands: string[]): Promise<void> {
  const options = `driver=blklogwrites,discard=unmap,log-sector-size=512,log-super-update-interval=1,file.driver=file,file.filename=${disk},log.driver=file,log.filename=${log}`;
  const said = commands.flatMap((command) => ['-c', command]);
  await runner.run({ argv: ['qemu-io', '--image-opts', options, ...said], timeoutMs: 60_000 });
}

async function entriesOf(path = log): Promise<WriteEntry[]> {
  const bytes = await readFile(path);
  return readWriteLog(async (offset, length) => bytes.subarray(offset, offset + length));
}

const session = [
  'write -P 0x11 0 4k',
  'flush',
  'write -P 0x22 4k 8k',
  'write -P 0x33 0 512',
  'flush',
  'write -z 64k 4k',
  'discard 128k 64k',
  'write -P 0x44 8k 4k',
  'write -f -P 0x55 16k 4k',
];

describe('what QEMU itself records', () => {
  beforeEach(({ skip }) => skip(!hasQemuIo, 'qemu-io is not installed'));
  test('is read: writes, flushes, zeros and discards, in their order; a forced write is a write and a flush', async () => {
    await record(...session);
    const shape = (await entriesOf()).map((entry) => [
      entry.flush ? 'flush' : entry.discard ? 'discard' : entry.fua ? 'forced' : 'write',
      entry.offsetBytes / KiB,
      entry.sizeBytes / KiB,
    ]);
    expect(shape.filter(([what]) => what !== 'flush')).toEqual([
      ['write', 0, 4],
      ['write', 4, 8],
      ['write', 0, 0.5],
      ['write', 64, 4],
      ['discard', 128, 64],
      ['write', 8, 4],
      ['write', 16, 4],
    ]);
    expect(shape[shape.findIndex(([, at]) => at === 16) + 1]?.[0]).toBe('flush');
    expect(shape.slice(0, 2)).toEqual([
      ['write', 0, 4],
      ['flush', 0, 0],
    ]);
  });

  test('gives the same disk when all of it is applied', async () => {
    await record(...session);
    await using made = await CrashDisk.make(runner, { path: join(directory, 'again'), sizeBytes: SIZE, log });
    const all: Crash = { seed: 0, at: made.entries.length, durable: made.entries.length, survived: [] };
    const same = await made.at(all, async (path) => (await readFile(path)).equals(await readFile(disk)));
    expect(same).toBe(true);
  });

  test('a crash holds what was flushed; what was not is taken back for the next one', async () => {
    await record(...session);
    await using made = await CrashDisk.make(runner, { path: join(directory, 'again'), sizeBytes: SIZE, log });
    const flushed = made.entries.findIndex(({ flush }) => flush);
    const later = made.entries.findIndex(({ offsetBytes }) => offsetBytes === 4 * KiB);
    const read = (path: string, at: number): Promise<number | undefined> =>
      readFile(path).then((bytes) => bytes[at]);
    const crash: Crash = {
      seed: 0,
      at: later + 1,
      durable: flushed,
      survived: [{ entry: later, pieces: [{ startBytes: 512, endBytes: 1024 }] }],
    };
    await made.at(crash, async (path) => {
      expect(await read(path, 0)).toBe(0x11);
      expect(await read(path, 4 * KiB)).toBe(0);
      expect(await read(path, 4 * KiB + 512)).toBe(0x22);
      expect(await read(path, 4 * KiB + 1024)).toBe(0);
    });
    await made.at({ ...crash, survived: [] }, async (path) => {
      expect(await read(path, 4 * KiB + 512)).toBe(0);
    });
    await expect(made.at({ ...crash, durable: 0 }, async () => 0)).rejects.toThrow('past entry 0');
  });
});

describe('the format', () => {
  test('a superblock of something else, of another version, or cut off is refused', () => {
    const bytes = Buffer.alloc(SUPER_BYTES);
    expect(() => parseSuper(bytes)).toThrow('no log');
    bytes.writeBigUInt64LE(0x6a736677736872n, 0);
    bytes.writeBigUInt64LE(2n, 8);
    expect(() => parseSuper(bytes)).toThrow('version 2');
    bytes.writeBigUInt64LE(1n, 8);
    expect(() => parseSuper(bytes)).toThrow('sectors of 0 bytes');
    expect(() => parseSuper(bytes.subarray(0, 20))).toThrow('shorter');
  });

  test('a mark of dm-log-writes is passed over with its text', async () => {
    const bytes = Buffer.alloc(6 * 512);
    bytes.writeBigUInt64LE(0x6a736677736872n, 0);
    bytes.writeBigUInt64LE(1n, 8);
    bytes.writeBigUInt64LE(2n, 16);
    bytes.writeUInt32LE(512, 24);
    bytes.writeBigUInt64LE(8n, 512 + 16);
    bytes.writeBigUInt64LE(600n, 512 + 24);
    // The mark takes two sectors of text; the next entry stands behind them.
    bytes.writeBigUInt64LE(7n, 4 * 512);
    bytes.writeBigUInt64LE(1n, 4 * 512 + 8);
    const entries = await readWriteLog(async (offset, length) => bytes.subarray(offset, offset + length));
    expect(entries).toMatchObject([
      { mark: true, sizeBytes: 0 },
      { mark: false, offsetBytes: 7 * 512, sizeBytes: 512, dataOffset: 5 * 512 },
    ]);
  });

  test('a log that ends in an entry is refused', async () => {
    const bytes = Buffer.alloc(512 + ENTRY_BYTES - 1);
    bytes.writeBigUInt64LE(0x6a736677736872n, 0);
    bytes.writeBigUInt64LE(1n, 8);
    bytes.writeBigUInt64LE(1n, 16);
    bytes.writeUInt32LE(512, 24);
    const reading = readWriteLog(async (offset, length) => bytes.subarray(offset, offset + length));
    await expect(reading).rejects.toThrow('ends in the entry at 512');
  });
});

describe('a crash', () => {
  const entry = (more: Partial<WriteEntry>): WriteEntry => ({
    offsetBytes: 0,
    sizeBytes: 8192,
    flush: false,
    fua: false,
    discard: false,
    mark: false,
    dataOffset: 0,
    ...more,
  });
  const flush = entry({ sizeBytes: 0, flush: true });
  const entries = [
    entry({}),
    entry({}),
    flush,
    ...Array.from({ length: 40 }, () => entry({})),
    entry({ fua: true }),
    entry({ discard: true }),
    flush,
    entry({}),
  ];

  test('only the seed decides it', () => {
    for (let seed = 0; seed < 50; seed += 1)
      expect(chooseCrash(entries, seed)).toEqual(chooseCrash(entries, seed));
    expect(
      new Set(Array.from({ length: 50 }, (_, seed) => chooseCrash(entries, seed).at)).size,
    ).toBeGreaterThan(5);
  });

  test('what was flushed is never lost, what came later never whole by rule, forced writes always', () => {
    let [whole, lost, parts] = [0, 0, 0];
    for (let seed = 0; seed < 400; seed += 1) {
      const { at, durable, survived } = chooseCrash(entries, seed);
      expect(durable === 0 || entries[durable]?.flush === true).toBe(true);
      expect(entries.slice(durable + 1, at).some((one) => one.flush)).toBe(false);
      for (const { entry: index, pieces } of survived) {
        expect(index).toBeGreaterThanOrEqual(durable);
        expect(index).toBeLessThan(at);
        expect(entries[index]?.discard).toBe(false);
        const bytes = pieces.reduce((sum, { startBytes, endBytes }) => sum + endBytes - startBytes, 0);
        if (bytes === 8192) whole += 1;
        else parts += 1;
        expect(entries[index]?.fua === true && bytes !== 8192).toBe(false);
      }
      const forced = entries.findIndex(({ fua }) => fua);
      const isInFlight = durable <= forced && forced < at;
      expect(survived.some((one) => one.entry === forced)).toBe(isInFlight);
      lost += at - durable - survived.length;
    }
    for (const seen of [whole, lost, parts]) expect(seen).toBeGreaterThan(100);
  });

  test('the numbers fill their range', () => {
    const random = randomOf(7);
    const drawn = Array.from({ length: 1000 }, random);
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...drawn)).toBeLessThan(1);
    const mean = drawn.reduce((sum, one) => sum + one, 0) / drawn.length;
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.05);
  });
});
