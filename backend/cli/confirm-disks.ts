// SPDX-License-Identifier: Apache-2.0
import { createInterface } from 'node:readline/promises';
import type { DiskIdentity } from '../../core/facts/disk-identity.ts';
import type { Output } from './output.ts';

/**
 * Typing the end of the serial number of every disk is the consent; of the size where there is none. consequence: a
 * sentence. Without a terminal there is nobody who could.
 */
export async function confirmDisks(
  disks: readonly Pick<DiskIdentity, 'serial' | 'sizeBytes' | 'path'>[],
  output: Output,
  consequence: string,
): Promise<boolean> {
  if (!process.stdin.isTTY) {
    output.err('This writes to a disk. Without a terminal, confirm with --yes or --plan-hash.\n');
    return false;
  }
  const ask = createInterface({ input: process.stdin, output: process.stderr });
  try {
    for (const { serial, sizeBytes, path } of disks) {
      const wanted = (serial ?? String(sizeBytes)).slice(-4);
      const what = serial === null ? 'size in bytes' : 'serial number';
      const which = disks.length === 1 ? 'its' : 'the';
      const whose = disks.length === 1 ? '' : ` of ${path}`;
      const question = `Type the last 4 characters of ${which} ${what}${whose} (${wanted}): `;
      const answer = await ask.question(`${consequence} ${question}`);
      if (answer.trim() !== wanted) return false;
    }
    return true;
  } finally {
    ask.close();
  }
}
