// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import * as z from 'zod';
import { tableBackup, type TableBackup } from '../../core/journal/table-backup.ts';
import { stateForUndo } from '../../core/journal/state-for-undo.ts';
import { furthest } from '../../core/plan/furthest-state.ts';
import { diskState, type DiskState } from '../../core/plan/step.ts';
import { logsIn } from '../log/log-files.ts';

/** A table that was noted, and how far the run got that noted it. */
export interface NotedTable {
  /** Of every disk that the run wrote to. */
  readonly backups: readonly TableBackup[];
  readonly disk: DiskState;
  /** Where it was found, for a sentence. */
  readonly from: string;
}

const backupLine = z.object({ event: z.literal('table-backup'), backup: tableBackup });
const stepLine = z.object({ event: z.literal('step'), step: z.string(), disk: diskState });

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null; // cut off, or withheld
  }
}

/** What a log says of tables and of the disk. */
interface LogTold {
  readonly backups: readonly TableBackup[];
  readonly disk: DiskState;
}

/** Reads a log. Pure. */
export function readTables(text: string): LogTold {
  const backups: TableBackup[] = [];
  let disk: DiskState = 'untouched';
  for (const line of text.split('\n')) {
    // Most lines are neither, and the longest are plans.
    if (!/"event":"(table-backup|step)"/.test(line)) continue;
    const record = parsed(line);
    const backup = backupLine.safeParse(record).data?.backup;
    if (backup !== undefined) backups.push(backup);
    const step = stepLine.safeParse(record).data;
    if (step !== undefined) disk = stateForUndo(disk, { id: step.step, disk: step.disk });
  }
  return { backups, disk };
}

/**
 * The tables noted by a run: of the newest log that has one, or of the log that is named, by its path or a part of its
 * name. What later runs did counts too: one that went on notes no table. Null: there is none.
 */
export async function findLoggedTables(
  directory: string,
  run: string | undefined,
): Promise<NotedTable | null> {
  const name = run === undefined ? '' : basename(run);
  let later: DiskState = 'untouched';
  const names = await logsIn(directory).catch(() => []);
  for (const log of names.toReversed()) {
    const { backups, disk } = readTables(await readFile(join(directory, log), 'utf8'));
    later = furthest(later, disk);
    if (log.includes(name) && backups.length > 0) return { backups, disk: later, from: log };
  }
  return run?.startsWith('/') === true && dirname(run) !== directory ? fromElsewhere(run) : null;
}

/** A log that was saved elsewhere, from a live system that is gone; nobody knows what ran after it. */
async function fromElsewhere(path: string): Promise<NotedTable | null> {
  const { backups, disk } = readTables(await readFile(path, 'utf8'));
  return backups.length === 0 ? null : { backups, disk, from: basename(path) };
}
