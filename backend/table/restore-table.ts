// SPDX-License-Identifier: Apache-2.0
import { describeDisk } from '../../core/facts/disk-identity.ts';
import { IssueError } from '../../core/issues/issue-error.ts';
import { errorIssue } from '../../core/issues/issue.ts';
import type { TableBackup } from '../../core/journal/table-backup.ts';
import type { Runner } from '../runner/command.ts';
import { dumpTable } from './backup-table.ts';

const TIMEOUT_MS = 60_000;

/**
 * Puts both ends of a disk back as they were, and the marks between: the last MiB first, so that a table at the beginning
 * never names a copy that is not there. Then the table is read again and compared with what was noted. device: a node, or a
 * plain file in tests. The caller has made sure that it is the right disk, that nobody uses it and that nothing was
 * formatted. Throws IssueError undo-table-differs when the table is not what it was.
 */
export async function restoreTable(runner: Runner, device: string, backup: TableBackup): Promise<void> {
  const tail = Buffer.from(backup.tail, 'base64');
  await writeAt(runner, device, tail, backup.disk.sizeBytes - tail.length);
  for (const { offsetBytes, bytes } of backup.marks)
    await writeAt(runner, device, Buffer.from(bytes, 'base64'), offsetBytes);
  await writeAt(runner, device, Buffer.from(backup.head, 'base64'), 0);
  const now = await dumpTable(runner, device);
  if (withoutDevice(now) !== withoutDevice(backup.dump)) {
    const disk = describeDisk({ ...backup.disk, bus: null });
    throw new IssueError(errorIssue('undo-table-differs', [], { disk }));
  }
}

async function writeAt(runner: Runner, device: string, bytes: Buffer, offsetBytes: number): Promise<void> {
  // udev keeps off what is locked (BLOCK_DEVICE_LOCKING), and reads the table again when the lock is gone.
  const lock = device.startsWith('/dev/')
    ? (['udevadm', 'lock', `--device=${device}`, '--'] as const)
    : ([] as const);
  const to = [`of=${device}`, 'bs=4096', `seek=${offsetBytes}`, 'oflag=seek_bytes'];
  const dd = ['dd', ...to, 'iflag=fullblock', 'conv=notrunc,fsync', 'status=none'] as const;
  await runner.run({ argv: [...lock, ...dd], stdin: bytes, timeoutMs: TIMEOUT_MS });
}

/** The dump names the node, which may be another one today. */
function withoutDevice(dump: string | null): string {
  const lines = (dump ?? '').split('\n').filter((line) => !line.startsWith('device:'));
  return lines.map((line) => line.replace(/^\S+?(\d+) : /, '$1 : ')).join('\n');
}
