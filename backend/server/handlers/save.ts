// SPDX-License-Identifier: Apache-2.0
import { errorIssue } from '../../../core/issues/issue.ts';
import { IssueError } from '../../../core/issues/issue-error.ts';
import { findSticks } from '../sticks/find-sticks.ts';
import { saveFile } from '../sticks/save-file.ts';
import { supportBundle } from '../sticks/support-bundle.ts';
import type { Service } from '../service.ts';
import type { VerbHandlers } from '../verb-handlers.ts';

/** `save`: an answer file or the support bundle, onto a stick; it may be pulled out afterwards. */
export function saveHandler(service: Service): VerbHandlers['save'] {
  return async (what) => {
    const { options } = service;
    const facts = await options.probe();
    const stick = findSticks(facts).find(({ id, writable }) => id === what.stick && writable);
    if (stick === undefined) return { file: null, issues: [errorIssue('stick-absent')] };
    // No colons: FAT cannot have them.
    const time = new Date().toISOString().replaceAll(/[:.]/g, '').slice(0, 15);
    try {
      const file =
        what.what === 'answers'
          ? await saveFile(options, stick, `answers-${time}.yaml`, Buffer.from(what.request))
          : await saveFile(
              options,
              stick,
              `particleos-support-${time}.tar.gz`,
              await supportBundle(service, facts),
            );
      return { file, issues: [] };
    } catch (error) {
      if (error instanceof IssueError) return { file: null, issues: [error.issue] };
      throw error;
    }
  };
}
