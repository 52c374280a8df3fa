// SPDX-License-Identifier: Apache-2.0
import type { Disk, Facts } from '../../../core/facts/facts.ts';
import { errorIssue } from '../../../core/issues/issue.ts';
import { IssueError } from '../../../core/issues/issue-error.ts';
import { recoveryKeyFile } from '../../../core/plan/storage/recovery-key-file.ts';
import type { ServiceOptions } from '../service.ts';
import { findSticks, type Stick } from './find-sticks.ts';
import { saveFile } from './save-file.ts';

/** A LUKS volume, or a part of an array that may be one: the disks of an encrypted mirror show no more of it. */
const ENCRYPTED = ['crypto_LUKS', 'linux_raid_member'];

function holdsEncrypted({ content, partitions }: Disk): boolean {
  return [content, ...partitions.map(({ fileSystem }) => fileSystem)].some((found) =>
    ENCRYPTED.includes(found ?? ''),
  );
}

/**
 * Sticks that a recovery key may go to. A disk by USB that was just encrypted has an ESP that looks like a stick: there the
 * key would open the disk for whoever has it.
 */
export function sticksForKey({ disks }: Pick<Facts, 'disks'>): Stick[] {
  return findSticks({ disks: disks.filter((disk) => !holdsEncrypted(disk)) }).filter(
    ({ writable }) => writable,
  );
}

/** The stick with this id. Throws IssueError when there is none, or none that a key may go to. */
function stickForKey(facts: Pick<Facts, 'disks'>, id: string): Stick {
  const stick = findSticks(facts).find((one) => one.id === id && one.writable);
  if (stick === undefined) throw new IssueError(errorIssue('stick-absent'));
  if (!sticksForKey(facts).some((one) => one.id === id)) {
    const message = 'it is on a disk that is encrypted, and a key is kept apart from what it opens';
    throw new IssueError(errorIssue('stick-failed', [], { stick: stick.title, message }));
  }
  return stick;
}

/**
 * Writes a recovery key to a stick, which may be pulled out afterwards; returns the name of the file there.
 * time: begins as ISO 8601 does, without colons, which FAT cannot have. Throws IssueError.
 */
export async function saveRecoveryKey(
  options: Pick<ServiceOptions, 'runner' | 'stateDirectory'>,
  facts: Pick<Facts, 'disks'>,
  id: string,
  key: string,
  time: string,
): Promise<string> {
  const stick = stickForKey(facts, id);
  const content = Buffer.from(recoveryKeyFile(key));
  try {
    return await saveFile(options, stick, `particleos-recovery-key-${time}.txt`, content);
  } finally {
    content.fill(0);
  }
}
