// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { RealRunner } from '../../runner/real-runner.ts';
import { HEAD_BYTES, METADATA_BYTES, metadataStart, metadataState } from './bitlocker-metadata.ts';
import { readBitlocker } from './read-bitlocker.ts';

const CASES = process.env['PARTICLEOS_LONG'] === undefined ? 2000 : 50_000;
const folder = new URL('../../../test/fixtures/storage/', import.meta.url);

/** A capture: the first block of a volume, and what is in use of the first copy of its metadata. */
function capture(name: string): { head: Uint8Array<ArrayBuffer>; block: Uint8Array<ArrayBuffer> } {
  const bytes = new Uint8Array(readFileSync(new URL(`bitlocker-${name}.bin`, folder)));
  return { head: bytes.slice(0, HEAD_BYTES), block: bytes.slice(HEAD_BYTES) };
}

/** The same as a volume in a file, and what is read of it. */
async function read(name: string, change: (block: Uint8Array) => void = () => undefined): Promise<string> {
  const { head, block } = capture(name);
  const start = metadataStart(head);
  if (start === null) throw new Error('no metadata');
  change(block);
  const directory = await mkdtemp(join(tmpdir(), 'bitlocker-'));
  const path = join(directory, 'volume');
  try {
    await using file = await open(path, 'w');
    await file.write(head, 0, head.length, 0);
    await file.write(block, 0, block.length, start);
    await file.truncate(start + METADATA_BYTES);
    return await readBitlocker(new RealRunner(), path, start + METADATA_BYTES);
  } finally {
    await rm(directory, { recursive: true });
  }
}

test.each([
  ['on', 'on'],
  ['on-to-go', 'on'],
  ['suspended', 'suspended'],
  // Only what holds data is encrypted; the key is there in the clear all the same.
  ['suspended-used-space', 'suspended'],
])('%s, as Windows wrote it', async (name, state) => {
  expect(await read(name)).toBe(state);
});

test.each([
  [2, 1, 'decrypting'],
  [5, 1, 'decrypting'],
  [2, 4, 'encrypting'],
  [5, 4, 'encrypting'],
])('states %i and then %i are %s, whatever keys there are', async (now, next, state) => {
  for (const name of ['on', 'suspended'])
    expect(
      await read(name, (block) => {
        block[12] = now;
        block[14] = next;
      }),
    ).toBe(state);
});

test.each([
  ['a state that nobody knows', 12, 9],
  ['another version', 10, 3],
  ['no signature', 0, 0],
  ['an entry without a length', 112, 0],
])('%s is not guessed at', async (_what, at, value) => {
  await expect(
    read('on', (block) => {
      block[at] = value;
      if (at === 112) block[113] = 0;
    }),
  ).rejects.toThrow('none that is known here');
});

test('cut and mutated metadata never crash the reader, and are a known state or none', () => {
  const { head, block } = capture('suspended');
  const change = fc.array(fc.tuple(fc.nat(block.length - 1), fc.nat(255)), { maxLength: 8 });
  fc.assert(
    fc.property(change, fc.nat(block.length), fc.nat(HEAD_BYTES), (changes, length, headLength) => {
      const changed = block.slice();
      for (const [at, value] of changes) changed[at] = value;
      expect([null, 'on', 'suspended', 'encrypting', 'decrypting']).toContain(
        metadataState(changed.slice(0, length)),
      );
      expect([null, metadataStart(head)]).toContain(metadataStart(head.slice(0, headLength)));
    }),
    { numRuns: CASES },
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2048 }), (bytes) => {
      const own = new Uint8Array(bytes);
      expect(metadataState(own)).toBeNull();
      metadataStart(own);
    }),
    { numRuns: CASES },
  );
});
