// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import * as z from 'zod';
import { tableBackup, type TableBackup } from '../../core/journal/table-backup.ts';
import { diskState, type DiskState } from '../../core/plan/step.ts';
import { logsIn } from '../log/log-files.ts';

/** A table that was noted, and how far the run got that noted it. */
export interface NotedTable {
  readonly backup: TableBackup;
  readonly disk: DiskState;
  /** Where it was found, for a sentence. */
  readonly from: string;
}

const backupLine = z.object({ event: z.literal('table-backup'), backup: tableBackup });
const stepLine = z.object({ event: z.literal('step'), disk: diskState });

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null; // cut off, or withheld
  }
}

/** The table that a log notes; null: none. Pure. */
export function tableInLog(text: string, from: string): NotedTable | null {
  let backup: TableBackup | null = null;
  let disk: DiskState = 'untouched';
  for (const line of text.split('\n')) {
    // Most lines are neither, and the longest are plans.
    if (!/"event":"(table-backup|step)"/.test(line)) continue;
    const record = parsed(line);
    backup ??= backupLine.safeParse(record).data?.backup ?? null;
    disk = stepLine.safeParse(record).data?.disk ?? disk;
  }
  return backup === null ? null : { backup, disk, from };
}

/**
 * The table noted by a run: of the newest log that has one, or of the log that is named, by a path, a file's name or a
 * part of it. Null: there is none.
 */
export async function findLoggedTable(
  directory: string,
  run: string | undefined,
): Promise<NotedTable | null> {
  if (run?.startsWith('/') === true) return tableInLog(await readFile(run, 'utf8'), basename(run));
  const names = await logsIn(directory).catch(() => []);
  for (const name of names.toReversed()) {
    if (run !== undefined && !name.includes(run)) continue;
    const noted = tableInLog(await readFile(join(directory, name), 'utf8'), name);
    if (noted !== null) return noted;
  }
  return null;
}
