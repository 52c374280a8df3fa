// SPDX-License-Identifier: Apache-2.0
import { createReadStream } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { UnlockContent } from '../../../core/facts/unlock-content.ts';
import { IssueError } from '../../../core/issues/issue-error.ts';
import { checkPrompt as issuesOfPrompt } from '../../../core/plan/storage/check-unlock.ts';
import type { Action } from '../../execute/context.ts';
import { readInitramfs } from '../../probe/content/initramfs.ts';
import { unlockContentOf } from '../../probe/content/unlock-content.ts';

const params = z.object({ root: z.string(), keymap: z.string().nullable() });

async function readUnlock(root: string): Promise<UnlockContent> {
  const modules = join(root, 'usr/lib/modules');
  const found: string[] = [];
  for (const version of await readdir(modules).catch((): string[] => [])) {
    const path = join(modules, version, 'initramfs.img');
    const there = await lstat(path).catch(() => null);
    if (there?.isFile() === true) found.push(path);
  }
  const [path, ...more] = found;
  if (path === undefined || more.length > 0)
    return { read: false, message: `it has ${found.length} of them` };
  return unlockContentOf(await readInitramfs(createReadStream(path)));
}

/**
 * Before an update of an encrypted system is committed: the new initramfs can ask for the passphrase, in the keymap that it
 * is typed in. One that cannot be read is let through and noted: the present deployment stays in the boot menu.
 */
export const checkPrompt: Action = async (raw, { log }) => {
  const { root, keymap } = params.parse(raw);
  const unlock = await readUnlock(root);
  if (!unlock.read) {
    log({ event: 'initramfs-unread', message: unlock.message });
    return '';
  }
  const [issue] = issuesOfPrompt(unlock, { keymap });
  if (issue !== undefined) throw new IssueError(issue);
  return '';
};
