// SPDX-License-Identifier: Apache-2.0
import { stringify } from 'yaml';
import type { Input } from '../../../core/contract/contract.ts';
import type { Facts } from '../../../core/facts/facts.ts';
import { errorIssue } from '../../../core/issues/issue.ts';
import { IssueError } from '../../../core/issues/issue-error.ts';
import { RECOVERY_KEY } from '../../../core/plan/storage/encryption.ts';
import { findSticks } from '../sticks/find-sticks.ts';
import { saveFile } from '../sticks/save-file.ts';
import { saveRecoveryKey } from '../sticks/save-recovery-key.ts';
import { supportBundle } from '../sticks/support-bundle.ts';
import { timeInNames } from '../sticks/time-in-names.ts';
import type { Service } from '../service.ts';
import type { VerbHandlers } from '../verb-handlers.ts';

/** JSON, as faces send it, the way people write it; every other text as it is. */
function asYaml(request: string): string {
  try {
    return stringify(JSON.parse(request));
  } catch {
    return request;
  }
}

/** The name of the file that was written. Throws IssueError. */
async function save(service: Service, facts: Facts, what: Input<'save'>, time: string): Promise<string> {
  const { options } = service;
  if (what.what === 'recovery-key') {
    const key = service.made.get(RECOVERY_KEY);
    if (key === undefined) throw new IssueError(errorIssue('secret-missing', [], { name: RECOVERY_KEY }));
    return saveRecoveryKey(options, facts, what.stick, key, time);
  }
  const stick = findSticks(facts).find(({ id, writable }) => id === what.stick && writable);
  if (stick === undefined) throw new IssueError(errorIssue('stick-absent'));
  return what.what === 'answers'
    ? saveFile(options, stick, `answers-${time}.yaml`, Buffer.from(asYaml(what.request)))
    : saveFile(options, stick, `particleos-support-${time}.tar.gz`, await supportBundle(service, facts));
}

/** `save`: an answer file, the support bundle or the recovery key, onto a stick; it may be pulled out afterwards. */
export function saveHandler(service: Service): VerbHandlers['save'] {
  return async (what) => {
    const facts = await service.options.probe();
    try {
      return { file: await save(service, facts, what, timeInNames(new Date())), issues: [] };
    } catch (error) {
      if (error instanceof IssueError) return { file: null, issues: [error.issue] };
      throw error;
    }
  };
}
