// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { carriedReference } from './carried-reference.ts';

const signature = `sha256-${'0'.repeat(64)}.sig`;

test.each([
  [['latest'], ''],
  [[null], ''],
  [['latest', signature], ':latest'],
  [[signature, 'latest'], ':latest'],
  [[null, signature], null],
  [['latest', 'other'], null],
  [[], null],
] as const)('a directory with %j', async (tags, expected) => {
  const directory = await mkdtemp(join(tmpdir(), 'carried-'));
  const manifests = tags.map((tag) =>
    tag === null ? {} : { annotations: { 'org.opencontainers.image.ref.name': tag } },
  );
  await writeFile(join(directory, 'index.json'), JSON.stringify({ schemaVersion: 2, manifests }));
  try {
    const found = await carriedReference(directory).catch(() => null);
    expect(found).toBe(expected === null ? null : `oci:${directory}${expected}`);
  } finally {
    await rm(directory, { recursive: true });
  }
});
