// SPDX-License-Identifier: Apache-2.0
import { mkdir, mkdtemp, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { errorIssue } from '../../../core/issues/issue.ts';
import { IssueError } from '../../../core/issues/issue-error.ts';
import { CommandError, lastLines } from '../../runner/command.ts';
import type { ServiceOptions } from '../service.ts';
import type { Stick } from './find-sticks.ts';

const MOUNT_MS = 30_000;
/** umount writes out what was saved; a slow stick takes its time. */
const UNMOUNT_MS = 300_000;
const UNMOUNT_TRIES = 5;
const PAUSE_MS = 500;

/** Nothing on a stick is started, and no link on it leads anywhere (mount(8)). */
const SAFE = ['nosuid', 'nodev', 'noexec', 'nosymfollow'];

/** Why mount(8) failed. Behind its reason it refers to dmesg(1), which a person who looks at a page cannot read. */
function reasonOf({ result, reason }: CommandError): string {
  const said = /^mount: (?:\/.*?: )?(.+?)\.?$/m.exec(result.stderr)?.[1];
  return said ?? (lastLines(result.stderr, 1) || reason);
}

async function unmount({ runner }: Pick<ServiceOptions, 'runner'>, directory: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await runner.run({ argv: ['umount', directory], timeoutMs: UNMOUNT_MS });
      return;
    } catch (error) {
      if (attempt === UNMOUNT_TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}

/** Mounts a stick for the work, and always unmounts it. Throws IssueError stick-failed; what the work throws passes. */
export async function withMounted<T>(
  options: Pick<ServiceOptions, 'runner' | 'stateDirectory'>,
  stick: Stick,
  access: 'ro' | 'rw',
  work: (directory: string) => Promise<T>,
): Promise<T> {
  const base = join(options.stateDirectory, 'sticks');
  await mkdir(base, { recursive: true, mode: 0o700 });
  const directory = await mkdtemp(join(base, 'stick-'));
  // noload: reading must not write, not even replay a journal (ext4(5)).
  const flags = [access, ...SAFE, ...(stick.type === 'ext4' && access === 'ro' ? ['noload'] : [])];
  const argv = [
    'mount',
    '--types',
    stick.type,
    '--options',
    flags.join(','),
    stick.device,
    directory,
  ] as const;
  try {
    await options.runner.run({ argv, timeoutMs: MOUNT_MS });
  } catch (error) {
    // Ended by its deadline, mount(8) may have done its work already.
    await options.runner
      .run({ argv: ['umount', '--quiet', directory], timeoutMs: MOUNT_MS })
      .catch(() => undefined);
    await rmdir(directory).catch(() => undefined);
    if (!(error instanceof CommandError)) throw error;
    throw new IssueError(
      errorIssue('stick-failed', [], {
        stick: stick.title,
        message: reasonOf(error),
      }),
    );
  }
  try {
    return await work(directory);
  } finally {
    await unmount(options, directory);
    await rmdir(directory);
  }
}
