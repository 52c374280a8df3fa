// SPDX-License-Identifier: Apache-2.0
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { errorIssue } from '../../../core/issues/issue.ts';
import { IssueError } from '../../../core/issues/issue-error.ts';
import { errnoOf } from '../../probe/read-if-there.ts';
import type { ServiceOptions } from '../service.ts';
import type { Stick } from './find-sticks.ts';
import { withMounted } from './with-mounted.ts';

/** Writes a new file to a stick, down to the medium; returns its name there. Throws IssueError stick-failed. */
export async function saveFile(
  options: Pick<ServiceOptions, 'runner' | 'stateDirectory'>,
  stick: Stick,
  name: string,
  content: Uint8Array,
): Promise<string> {
  return withMounted(options, stick, 'rw', async (directory) => {
    const path = join(directory, name);
    try {
      const file = await open(path, 'wx', 0o600);
      try {
        await file.writeFile(content);
        await file.sync();
      } finally {
        await file.close();
      }
      return name;
    } catch (error) {
      const errno = errnoOf(error);
      if (errno === null) throw error;
      if (errno !== 'EEXIST') await rm(path, { force: true }).catch(() => undefined);
      throw new IssueError(errorIssue('stick-failed', [], { stick: stick.title, message: errno }));
    }
  });
}
