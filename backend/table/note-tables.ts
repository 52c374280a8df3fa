// SPDX-License-Identifier: Apache-2.0
import { identityOf } from '../../core/facts/disk-identity.ts';
import type { Disk } from '../../core/facts/facts.ts';
import { KEPT_LOGS, ONE_LOG_BYTES, openLog } from '../log/open-log.ts';
import type { Runner } from '../runner/command.ts';
import { readBackup } from './backup-table.ts';

/**
 * Notes the table of every disk that can be written to in a log of its own, because another program is about to replace one
 * of them. The path of the log; a disk that cannot be read is said in it.
 */
export async function noteTables(runner: Runner, disks: readonly Disk[], directory: string): Promise<string> {
  const log = await openLog({ directory, keepFiles: KEPT_LOGS, maxBytes: ONE_LOG_BYTES });
  try {
    for (const disk of disks.filter(({ unsuitable }) => unsuitable === null)) {
      const identity = identityOf(disk);
      try {
        log.write({ event: 'table-backup', backup: await readBackup(runner, identity) });
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        log.write({ event: 'table-unread', disk: identity, reason }, 'warn');
      }
    }
  } finally {
    await log.close();
  }
  return log.file;
}
