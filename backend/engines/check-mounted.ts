// SPDX-License-Identifier: Apache-2.0
import { readdir, readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { IssueError } from '../../core/issues/issue-error.ts';
import { errorIssue } from '../../core/issues/issue.ts';
import type { Action } from '../execute/context.ts';
import { parseMountinfo, type Mount } from '../probe/mountinfo.ts';

const params = z.object({
  /** The root first. */
  mounts: z.array(z.object({ at: z.string(), device: z.string() })).min(1),
});

/** The kernel names a device by one of its nodes, the plan by another: /dev/mapper/NAME is a link to /dev/dm-0. */
async function sameDevice(a: string, b: string): Promise<boolean> {
  const real = (path: string): Promise<string> => realpath(path).catch(() => path);
  return (await real(a)) === (await real(b));
}

/** Entries of a directory that are no mount points; lost+found is made by mkfs. */
async function leftIn(root: string, mounts: readonly Mount[]): Promise<string[]> {
  const left: string[] = [];
  for (const name of await readdir(root)) {
    const path = join(root, name);
    const leadsToMount = mounts.some(({ point }) => point === path || point.startsWith(`${path}/`));
    const isEmpty = async (): Promise<boolean> =>
      (await readdir(path).catch(() => [name])).every((inner) => leadsToMount && inner !== '');
    if (name !== 'lost+found' && !(leadsToMount && (await isEmpty()))) left.push(name);
  }
  return left;
}

/**
 * What somebody else has mounted for the new system is mounted from the planned devices, and the root is empty but for
 * mount points, lost+found and the way to a mount point. Throws IssueError mounted-not-fit. Writes nothing.
 */
export const checkMounted: Action = async (raw) => {
  const { mounts } = params.parse(raw);
  const present = parseMountinfo(await readFile('/proc/self/mountinfo', 'utf8'));
  const refuse = (place: string, what: string): never => {
    throw new IssueError(errorIssue('mounted-not-fit', ['layout', 'root'], { place, what }));
  };
  for (const { at, device } of mounts) {
    // The last one mounted there is the one that is seen.
    const mount = present.findLast(({ point }) => point === at);
    if (mount === undefined) return refuse(at, 'nothing is mounted there any more');
    if (!(await sameDevice(mount.source, device)))
      return refuse(at, `${mount.source} is mounted there now, not ${device}`);
  }
  const root = mounts[0]?.at ?? '';
  const left = await leftIn(root, present);
  if (left.length > 0) refuse(root, `it is not empty: ${left.toSorted().slice(0, 10).join(', ')}`);
  return root;
};
