// SPDX-License-Identifier: Apache-2.0
import { createInterface } from 'node:readline/promises';
import type { DiskIdentity } from '../../core/facts/disk-identity.ts';
import type { Output } from './output.ts';

/**
 * Typing the end of the serial number is the consent; of the size where there is none. consequence: a sentence. Without
 * a terminal there is nobody who could.
 */
export async function confirmDisk(
  disk: Pick<DiskIdentity, 'serial' | 'sizeBytes'>,
  output: Output,
  consequence: string,
): Promise<boolean> {
  const wanted = (disk.serial ?? String(disk.sizeBytes)).slice(-4);
  const what = disk.serial === null ? 'size in bytes' : 'serial number';
  if (!process.stdin.isTTY) {
    output.err(`${consequence} Without a terminal, confirm with --yes or --plan-hash.\n`);
    return false;
  }
  const ask = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await ask.question(
      `${consequence} Type the last 4 characters of the disk's ${what} (${wanted}): `,
    );
    return answer.trim() === wanted;
  } finally {
    ask.close();
  }
}
