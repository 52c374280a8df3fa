// SPDX-License-Identifier: Apache-2.0
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorIssue } from '../../core/issues/issue.ts';
import { IssueError } from '../../core/issues/issue-error.ts';
import { runSchema, type Run } from '../../core/run/run.ts';

/** Run-time state; on a tmpfs, gone with the live system. */
export const STATE_DIRECTORY = '/run/particleos';

/** Writes each snapshot whole, so that `status` never reads half of one. */
export class RunStateFile {
  readonly #path: string;
  #writing: Promise<void> = Promise.resolve();

  constructor(directory: string) {
    this.#path = join(directory, 'run.json');
  }

  /** Queues one snapshot; await `settled` before leaving. */
  write(run: Run): void {
    this.#writing = this.#writeAfter(this.#writing, JSON.stringify(run));
  }

  async #writeAfter(before: Promise<void>, text: string): Promise<void> {
    await before;
    await writeFile(`${this.#path}.new`, text, { mode: 0o644 });
    await rename(`${this.#path}.new`, this.#path);
  }

  /** Resolves when every queued snapshot is written. */
  async settled(): Promise<void> {
    await this.#writing;
  }

  /** The last snapshot; idle when there is none. */
  async read(): Promise<Run> {
    try {
      return runSchema.parse(JSON.parse(await readFile(this.#path, 'utf8')));
    } catch {
      return { state: 'idle' };
    }
  }
}

async function isAlive(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
    return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).includes('particleos');
  } catch {
    return false;
  }
}

/**
 * One run at a time. Returns the release; throws IssueError run-active while another lives. The lock appears by
 * link(2) with its content: one that is made and then written could be taken for a crashed run's in between.
 */
export async function lockRun(directory: string): Promise<() => Promise<void>> {
  await mkdir(directory, { recursive: true, mode: 0o755 });
  const path = join(directory, 'apply.lock');
  const own = `${path}.${process.pid}`;
  await writeFile(own, String(process.pid), { mode: 0o644 });
  try {
    for (let attempt = 0; attempt < 2; attempt += 1) {
      try {
        await link(own, path);
        return () => rm(path, { force: true });
      } catch {
        const pid = Number(await readFile(path, 'utf8').catch(() => '0'));
        if (pid > 0 && (await isAlive(pid))) break;
        await rm(path, { force: true }); // left by a crash
      }
    }
  } finally {
    await rm(own, { force: true });
  }
  throw new IssueError(errorIssue('run-active'));
}
