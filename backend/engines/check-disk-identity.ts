// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';
import { describeDisk, diskIdentitySchema, type DiskIdentity } from '../../core/facts/disk-identity.ts';
import { IssueError } from '../../core/issues/issue-error.ts';
import { errorIssue } from '../../core/issues/issue.ts';
import { layoutDisk } from '../../core/plan/storage/layout.ts';
import type { Action } from '../execute/context.ts';
import { compareIdentity } from '../probe/identity.ts';
import { probeFacts } from '../probe/probe-facts.ts';
import { readEdges } from '../table/read-edges.ts';
import { holdDisk } from './hold-disk.ts';
import { begunChange, tableChange } from './table-change.ts';

const params = z.object({
  identity: diskIdentitySchema,
  /** Somebody else has mounted it: it is in use, and must be. */
  mountedAt: z.string().optional(),
  /**
   * An install goes on: the table that it has written already, one that it may have been cut off at, or "perhaps" where
   * only bootc knows what it writes.
   */
  written: z.union([layoutDisk, z.object({ begun: layoutDisk }), z.literal('perhaps')]).optional(),
});

/** What the disk holds at its ends is compared when the plan knows it. */
async function edgesChange({ path, sizeBytes, edges }: DiskIdentity): Promise<string | null> {
  if (edges === undefined) return null;
  const now = await readEdges(path, sizeBytes);
  const changed = [
    ...(now.first === edges.first ? [] : ['first']),
    ...(now.last === edges.last ? [] : ['last']),
  ];
  return changed.length === 0 ? null : `its ${changed.join(' and its ')} MiB was written meanwhile`;
}

/**
 * Right before the first write: the disk at the planned path is still the planned disk, nobody uses it, and its name is no
 * other disk's until the run ends.
 */
export const checkDiskIdentity: Action = async (raw, { runner, signal, undo }) => {
  const { identity, mountedAt, written } = params.parse(raw);
  await holdDisk(identity.path, undo);
  const facts = await probeFacts(runner, { wantSystems: false }, signal);
  const disk = facts.disks.find((candidate) => candidate.path === identity.path);
  const name = describeDisk({ ...identity, bus: null });
  const refuse = (what: string | null): void => {
    if (what !== null) throw new IssueError(errorIssue('disk-changed', ['disk'], { disk: name, what }));
  };
  if (disk === undefined) {
    refuse('it is gone');
    return '';
  }
  const { tableId } = written === undefined ? identity : disk;
  refuse(compareIdentity({ ...identity, tableId }, disk));
  const holders = mountedAt === undefined ? disk.holders : [];
  const held = holders.map((holder) => `${holder.device}: ${holder.name}`).join('; ');
  if (held !== '') throw new IssueError(errorIssue('disk-busy', ['disk'], { disk: name, holders: held }));
  if (written === undefined) refuse(await edgesChange(identity));
  else if (written !== 'perhaps')
    refuse('begun' in written ? begunChange(written.begun, disk) : tableChange(written, disk));
  return identity.path;
};
