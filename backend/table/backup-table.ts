// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';
import { diskIdentitySchema, type DiskIdentity } from '../../core/facts/disk-identity.ts';
import { TABLE_EDGE_BYTES, type TableBackup } from '../../core/journal/table-backup.ts';
import type { Action } from '../execute/context.ts';
import type { Runner } from '../runner/command.ts';
import { checkDiskIdentity } from '../engines/check-disk-identity.ts';
import { readEnds } from './read-edges.ts';
import { readMarks } from './read-marks.ts';

const params = z.object({ identity: diskIdentitySchema });
const TIMEOUT_MS = 60_000;

/** `sfdisk --dump` of a disk or a plain file; null: it has no table. */
export async function dumpTable(
  runner: Runner,
  device: string,
  signal?: AbortSignal,
): Promise<string | null> {
  // Exit 1: there is no table.
  const argv = ['sfdisk', '--dump', device] as const;
  const { exitCode, stdout } = await runner.run({ argv, timeoutMs: TIMEOUT_MS, okExitCodes: [0, 1] }, signal);
  return exitCode === 0 && stdout !== '' ? stdout : null;
}

/** Both ends of a disk, its table, and the marks between. */
export async function readBackup(
  runner: Runner,
  identity: DiskIdentity,
  signal?: AbortSignal,
): Promise<TableBackup> {
  const dump = await dumpTable(runner, identity.path, signal);
  const { head, tail } = await readEnds(identity.path, identity.sizeBytes, TABLE_EDGE_BYTES);
  const isBetween = ({ offsetBytes }: { readonly offsetBytes: number }): boolean =>
    offsetBytes >= head.length && offsetBytes < identity.sizeBytes - tail.length;
  const marks = (await readMarks(runner, identity.path, signal)).filter(isBetween);
  return { disk: identity, dump, head: head.toString('base64'), tail: tail.toString('base64'), marks };
}

/** Both ends of the disk and its table, into the log and the journal, before anything is written. */
export const backupTable: Action = async (raw, context) => {
  const { identity } = params.parse(raw);
  try {
    const backup = await readBackup(context.runner, identity, context.signal);
    context.log({ event: 'table-backup', backup });
  } catch (error) {
    // It cannot be read where it was: a disk that is gone, or that is another one now, has its own words.
    await checkDiskIdentity(raw, context);
    throw error;
  }
  return '';
};
