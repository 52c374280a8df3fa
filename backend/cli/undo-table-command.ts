// SPDX-License-Identifier: Apache-2.0
import { describeDisk, type DiskIdentity } from '../../core/facts/disk-identity.ts';
import type { Disk } from '../../core/facts/facts.ts';
import { errorIssue, type Issue } from '../../core/issues/issue.ts';
import { IssueError } from '../../core/issues/issue-error.ts';
import { lockRun } from '../install/lock-run.ts';
import { STATE_DIRECTORY } from '../install/state-directory.ts';
import { findJournals, type FoundJournal } from '../journal/find-unfinished.ts';
import { forgetJournal } from '../journal/forget-journal.ts';
import { LOG_DIRECTORY } from '../log/open-log.ts';
import { compareIdentity } from '../probe/identity.ts';
import { probeFacts } from '../probe/probe-facts.ts';
import { settleDevices } from '../probe/settle-devices.ts';
import type { Runner } from '../runner/command.ts';
import { dumpTable } from '../table/backup-table.ts';
import { findLoggedTables, type NotedTable } from '../table/find-backup.ts';
import { restoreTable } from '../table/restore-table.ts';
import { refuse } from './apply-command.ts';
import { confirmDisks } from './confirm-disks.ts';
import { exitCode, type ExitCode } from './exit-code.ts';
import { printJson, type Output } from './output.ts';

const SETTLE_SECONDS = 30;

export interface UndoTableOptions {
  /** Path or part of the name of the log; absent: the newest that notes a table, else a journal on a disk. */
  readonly log: string | undefined;
  readonly yes: boolean;
}

/** `undo-table`: puts back the partition table that an install replaced, while nothing was formatted. */
export async function undoTableCommand(
  runner: Runner,
  output: Output,
  options: UndoTableOptions,
): Promise<ExitCode> {
  if (process.getuid?.() !== 0) return refuse(output, [errorIssue('not-root')], undefined);
  try {
    const unlock = await lockRun(STATE_DIRECTORY);
    try {
      return await undo(runner, output, options);
    } finally {
      await unlock();
    }
  } catch (error) {
    if (error instanceof IssueError) return refuse(output, [error.issue], undefined);
    throw error;
  }
}

/** The one disk that the table is of; its table is another one now. Throws IssueError. */
export function diskOfBackup(disks: readonly Disk[], identity: DiskIdentity): Disk {
  const { edges: _edges, ...known } = identity;
  const same = disks.filter((disk) => compareIdentity({ ...known, tableId: disk.tableId }, disk) === null);
  const name = describeDisk({ ...identity, bus: null });
  const [disk, ...others] = same;
  const refused = (what: string): IssueError =>
    new IssueError(errorIssue('disk-changed', [], { disk: name, what }));
  if (disk === undefined) throw refused('it is gone');
  if (others.length > 0) throw refused('there are several like it');
  if (disk.holders.length > 0) {
    const holders = disk.holders.map((holder) => `${holder.device}: ${holder.name}`).join('; ');
    throw new IssueError(errorIssue('disk-busy', [], { disk: name, holders }));
  }
  return disk;
}

/** Why a noted table cannot be put back; null: it can. Pure. */
export function whyNotUndone(noted: NotedTable | null): Issue | null {
  if (noted === null) return errorIssue('undo-table-nothing', [], { why: 'no run here noted one' });
  const disk = noted.backups.map((backup) => describeDisk({ ...backup.disk, bus: null })).join('; ');
  if (noted.disk === 'untouched' || noted.disk === 'shrunk')
    return errorIssue('undo-table-nothing', [], { why: `${noted.from} did not replace that of ${disk}` });
  return noted.disk === 'table-replaced' || noted.disk === 'table-changed'
    ? null
    : errorIssue('undo-table-formatted', [], { disk });
}

/** The tables of all disks of the first install whose journal notes any. Pure. */
export function journaledTables(journals: readonly FoundJournal[]): NotedTable | null {
  const found = journals.find(({ state }) => state.tables.length > 0);
  if (found === undefined) return null;
  const { tables, furthestDisk } = found.state;
  return { backups: tables, disk: furthestDisk, from: `the journal on ${found.disk.path}` };
}

async function undo(runner: Runner, output: Output, { log, yes }: UndoTableOptions): Promise<ExitCode> {
  const { disks } = await probeFacts(runner, { wantSystems: false });
  const journals = await findJournals(disks, STATE_DIRECTORY);
  const noted =
    (await findLoggedTables(LOG_DIRECTORY, log)) ?? (log === undefined ? journaledTables(journals) : null);
  const issue = whyNotUndone(noted);
  if (issue !== null || noted === null) return refuse(output, issue === null ? [] : [issue], undefined);
  const pairs = noted.backups.map((backup) => ({ backup, disk: diskOfBackup(disks, backup.disk) }));
  for (const { backup, disk } of pairs) {
    // Somebody else may have made partitions since: who agrees sees what goes.
    const now = await dumpTable(runner, disk.path);
    output.err(`${describeDisk(disk)}: the table that is there now\n\n${now ?? 'no table'}\n`);
    output.err(`${describeDisk(disk)}: the table that ${noted.from} notes\n\n${backup.dump ?? 'no table'}\n`);
  }
  const targets = pairs.map(({ disk }) => disk);
  const consequence = 'This replaces the partition table.';
  if (!yes && !(await confirmDisks(targets, output, consequence))) return exitCode.refused;
  const paths = targets.map(({ path }) => path);
  for (const { backup, disk } of pairs) await restoreTable(runner, disk.path, backup);
  // Not before: the journal on one disk notes the tables of the others.
  for (const journal of journals)
    if (paths.includes(journal.disk.path)) await forgetJournal(journal, STATE_DIRECTORY);
  await settleDevices(runner, SETTLE_SECONDS);
  if (output.json) printJson(output, { disks: paths, from: noted.from });
  else output.err(`The partition table of ${paths.join(', ')} is what it was.\n`);
  return exitCode.ok;
}
