// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorIssue } from '../../core/issues/issue.ts';
import { IssueError } from '../../core/issues/issue-error.ts';
import { errnoOf, readIfThere } from '../probe/read-if-there.ts';

/** A process for good: a number is given out again, together with its start (clock ticks since boot) it is not. */
interface Holder {
  readonly pid: number;
  readonly started: string;
}

/** The living process with that number; null when there is none, or only its exit status is left. */
async function processOf(pid: number): Promise<Holder | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  // proc_pid_stat(5): the name in parentheses may hold anything; behind it stand state (3rd field) and, as the 22nd, start.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ') ?? [];
  const [state] = fields;
  const started = fields[22 - 3];
  if (state === undefined || started === undefined || /^[ZXx]$/.test(state)) return null;
  return { pid, started };
}

function parseHolder(text: string): Holder | null {
  const [, pid, started] = /^(\d+) (\d+)\n$/.exec(text) ?? [];
  return pid === undefined || started === undefined ? null : { pid: Number(pid), started };
}

/** The lock that stands after a dead holder of `path`. */
function nextLock(directory: string, path: string, holder: Holder | null): string {
  return holder === null
    ? `${path}.after-nobody`
    : join(directory, `apply.lock.after-${holder.pid}-${holder.started}`);
}

async function isAlive(holder: Holder | null): Promise<boolean> {
  return holder !== null && (await processOf(holder.pid))?.started === holder.started;
}

/** Whether a living process holds the lock now. */
export async function isRunLocked(directory: string): Promise<boolean> {
  let path = join(directory, 'apply.lock');
  for (;;) {
    const text = await readIfThere(path);
    if (text === null) return false;
    const holder = parseHolder(text);
    if (await isAlive(holder)) return true;
    path = nextLock(directory, path, holder);
  }
}

/**
 * One run at a time. Returns the release; throws IssueError run-active while another lives.
 *
 * link(2) makes a lock with its whole text or fails. A lock is removed by its holder only; after a crash it stays, and
 * the next run takes the name "after" that holder. So whoever found a dead holder a while ago takes nobody's lock away.
 */
export async function lockRun(directory: string): Promise<() => Promise<void>> {
  await mkdir(directory, { recursive: true, mode: 0o755 });
  const own = await processOf(process.pid);
  if (own === null) throw new Error('/proc is not mounted');
  const draft = join(directory, `apply.lock.new-${randomUUID()}`);
  await writeFile(draft, `${own.pid} ${own.started}\n`, { mode: 0o644 });
  try {
    let path = join(directory, 'apply.lock');
    for (;;) {
      if (await linked(draft, path)) return () => rm(path, { force: true });
      const text = await readIfThere(path);
      if (text === null) continue; // released at this moment
      const holder = parseHolder(text);
      if (await isAlive(holder)) break;
      path = nextLock(directory, path, holder);
    }
  } finally {
    await rm(draft, { force: true });
  }
  throw new IssueError(errorIssue('run-active'));
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return false;
    throw error;
  }
}
