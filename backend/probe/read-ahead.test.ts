// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assert, asyncProperty, integer } from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { readAhead } from './read-ahead.ts';

const bytes = Buffer.from(Array.from({ length: 1000 }, (_, at) => at % 251));

async function madeFile(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'read-ahead-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  const file = join(directory, 'file');
  await writeFile(file, bytes);
  return file;
}

test('gives every byte of an extent once, in order, in chunks that are no larger than asked for', async () => {
  const file = await madeFile();
  await assert(
    asyncProperty(
      integer({ min: 0, max: 1000 }),
      integer({ min: 0, max: 1100 }),
      integer({ min: 1, max: 300 }),
      async (offsetBytes, sizeBytes, chunkBytes) => {
        const got: Buffer[] = [];
        const take = (chunk: Buffer): unknown => got.push(Buffer.from(chunk));
        await readAhead({ file, offsetBytes, sizeBytes }, chunkBytes, take);
        expect(Buffer.concat(got)).toEqual(bytes.subarray(offsetBytes, offsetBytes + sizeBytes));
        expect(Math.max(0, ...got.map(({ length }) => length))).toBeLessThanOrEqual(chunkBytes);
      },
    ),
  );
});

test('ends with the reason of a cancel, and with what its taker throws', async () => {
  const file = await madeFile();
  const extent = { file, offsetBytes: 0, sizeBytes: 1000 };
  const controller = new AbortController();
  const cancel = (): void => controller.abort(new Error('cancelled'));
  await expect(readAhead(extent, 100, cancel, controller.signal)).rejects.toThrow('cancelled');
  const fail = (): void => {
    throw new Error('no more');
  };
  await expect(readAhead(extent, 100, fail)).rejects.toThrow('no more');
  await expect(readAhead({ ...extent, file: `${file}.none` }, 100, fail)).rejects.toThrow('ENOENT');
});
