// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  array,
  asyncProperty,
  assert,
  constantFrom,
  integer,
  nat,
  oneof,
  record,
  string,
  tuple,
  uint8Array,
  type Arbitrary,
} from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { contentOf } from '../../backend/probe/content/image-content.ts';
import { ociLayers } from '../../backend/probe/content/oci-layers.ts';
import { readLayers } from '../../backend/probe/content/read-layers.ts';
import { inspectOci } from '../../backend/probe/inspect-oci.ts';
import { imageContentSchema } from '../../core/facts/image-content.ts';
import { IssueError } from '../../core/issues/issue-error.ts';
import { madeOciLayout, madeTar, packings, type MadeEntry } from './made-image.ts';
import { debianShape, fedoraShape } from './system-shapes.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'content-'));
});
afterEach(() => rm(directory, { recursive: true }));

/** What these bytes as layers lead to: a content that fits its schema, or an issue; never anything else. */
async function outcome(layers: readonly Buffer[]): Promise<string> {
  await rm(join(directory, 'blobs'), { recursive: true, force: true });
  await madeOciLayout(directory, layers);
  const image = await inspectOci(`oci:${directory}`, directory, 'amd64');
  try {
    const { tree, unpackedBytes } = await readLayers(await ociLayers(directory, image.layers));
    imageContentSchema.parse(contentOf(tree));
    return unpackedBytes >= 0 ? 'read' : 'negative size';
  } catch (error) {
    if (error instanceof IssueError) return error.issue.code;
    throw error;
  }
}

const expected = ['read', 'image-damaged', 'image-install-toml'];
const plain = madeTar([...debianShape, ...fedoraShape.flat()]);
const packed = constantFrom(plain, packings.gzip(plain), packings.zstd(plain));

/** The bytes cut somewhere, or with some of them changed, or with some put in. */
const hurt: Arbitrary<Buffer> = packed.chain((bytes) =>
  oneof(
    nat(bytes.length).map((length) => bytes.subarray(0, length)),
    array(tuple(nat(bytes.length - 1), nat(255)), { minLength: 1, maxLength: 20 }).map((changes) => {
      const copy = Buffer.from(bytes);
      for (const [at, byte] of changes) copy[at] = byte;
      return copy;
    }),
    // Headers are where it hurts: one field of one of them.
    tuple(
      nat(Math.floor(plain.length / 512) - 1),
      constantFrom(0, 100, 124, 156, 157, 257, 345),
      uint8Array({ minLength: 1, maxLength: 12 }),
    ).map(([block, field, put]) => {
      const copy = Buffer.from(plain);
      copy.set(put, block * 512 + field);
      return copy;
    }),
    tuple(nat(bytes.length), uint8Array({ maxLength: 1024 })).map(([at, put]) =>
      Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at)]),
    ),
  ),
);

const part = oneof(
  constantFrom(
    'usr',
    'lib',
    'etc',
    'bin',
    'boot',
    'EFI',
    'Linux',
    'modules',
    'sysroot',
    'bootc',
    'install',
    'ostree',
  ),
  constantFrom('.', '..', '', '.wh..wh..opq', '.wh.', '.wh.usr', '.wh.lib', '__proto__', 'constructor'),
  constantFrom('x.toml', 'prepare-root.conf', 'vmlinuz', 'a.efi', 'selinux', 'policy', 'config'),
  string({ maxLength: 5 }),
);
const path = array(part, { minLength: 1, maxLength: 6 }).map((parts) => parts.join('/').slice(0, 99));
const text = oneof(
  constantFrom('', '[install]\n', '[install]\nblock = ["direct"]\n', '[composefs]\nenabled='),
  string(),
);
const entry: Arbitrary<MadeEntry> = oneof(
  record({ name: path, data: text }),
  record({ name: path, link: path }),
  record({ name: path, hardLink: path }),
  record({ name: path.map((name) => `${name}/`) }),
  record({ name: path, type: constantFrom('3', '4', '6', '7', 'g', 'x', 'L', 'K', 'S', 'Z'), data: text }),
  record({ name: path, data: text, longName: constantFrom('pax' as const, 'gnu' as const) }),
);

describe('whatever the layers are, they are read or they are an issue', () => {
  test('damaged ones', async () => {
    await assert(
      asyncProperty(hurt, async (bytes) => {
        expect(expected).toContain(await outcome([bytes]));
      }),
      { numRuns: 300 },
    );
  }, 120_000);

  test('whole ones with names and links of all kinds', async () => {
    await assert(
      asyncProperty(
        array(array(entry, { maxLength: 12 }).map(madeTar), { minLength: 1, maxLength: 4 }),
        async (layers) => {
          expect(expected).toContain(await outcome(layers));
        },
      ),
      { numRuns: 300 },
    );
  }, 120_000);

  test('noise', async () => {
    await assert(
      asyncProperty(uint8Array({ maxLength: 3000 }), integer({ min: 0, max: 3 }), async (bytes, magic) => {
        const start = [
          Buffer.alloc(0),
          Buffer.from([0x1f, 0x8b]),
          Buffer.from([0x28, 0xb5, 0x2f, 0xfd]),
          plain,
        ][magic];
        expect(expected).toContain(await outcome([Buffer.concat([start ?? plain, bytes])]));
      }),
      { numRuns: 200 },
    );
  }, 120_000);
});
