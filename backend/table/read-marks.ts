// SPDX-License-Identifier: Apache-2.0
import { open } from 'node:fs/promises';
import * as z from 'zod';
import type { TableBackup } from '../../core/journal/table-backup.ts';
import { readExactly } from '../probe/read-exactly.ts';
import type { Runner } from '../runner/command.ts';

const TIMEOUT_MS = 60_000;

/** util-linux prints the length as a number or as its digits. */
const printed = z.object({
  signatures: z.array(
    z.object({
      offset: z.string().regex(/^0x[0-9a-f]{1,12}$/),
      length: z.coerce.number().int().positive().max(512),
    }),
  ),
});

/**
 * Every mark by which the content of a whole disk is known, as it stands there. `sfdisk --wipe=always` takes them all away
 * (libfdisk/src/wipe.c, fdisk_apply_wipe_areas), and some lie far behind the table: that of btrfs at 64 KiB, of an array of
 * version 0.90 up to 128 KiB before the end. wipefs(8) looks with the same library. device: a node, or a plain file in
 * tests. Throws when it cannot be read.
 */
export async function readMarks(
  runner: Runner,
  device: string,
  signal?: AbortSignal,
): Promise<TableBackup['marks']> {
  const argv = ['wipefs', '--no-act', '--json', '--output', 'OFFSET,LENGTH', device] as const;
  const { stdout } = await runner.run({ argv, timeoutMs: TIMEOUT_MS }, signal);
  if (stdout.trim() === '') return [];
  const { signatures } = printed.parse(JSON.parse(stdout));
  const file = await open(device, 'r');
  try {
    const marks: TableBackup['marks'] = [];
    for (const { offset, length } of signatures) {
      const bytes = await readExactly(file, Number(offset), length);
      marks.push({ offsetBytes: Number(offset), bytes: bytes.toString('base64') });
    }
    return marks;
  } finally {
    await file.close();
  }
}
