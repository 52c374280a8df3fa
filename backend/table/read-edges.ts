// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { DISK_EDGE_BYTES, type DiskEdges } from '../../core/facts/disk-edges.ts';
import { readExactly } from '../probe/read-exactly.ts';

/** Reads both ends of a disk. device: a node, or a plain file in tests. Throws when it cannot be read. */
export async function readEnds(
  device: string,
  sizeBytes: number,
  edgeBytes: number,
): Promise<{ head: Buffer; tail: Buffer }> {
  const file = await open(device, 'r');
  try {
    const head = await readExactly(file, 0, Math.min(edgeBytes, sizeBytes));
    const tail = await readExactly(file, Math.max(0, sizeBytes - edgeBytes), Math.min(edgeBytes, sizeBytes));
    return { head, tail };
  } finally {
    await file.close();
  }
}

const digestOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** What the first and the last MiB hold, as digests. */
export async function readEdges(device: string, sizeBytes: number): Promise<DiskEdges> {
  const { head, tail } = await readEnds(device, sizeBytes, DISK_EDGE_BYTES);
  return { first: digestOf(head), last: digestOf(tail) };
}
