// SPDX-License-Identifier: Apache-2.0
import { stringify } from 'yaml';
import type { Input } from '../../../core/contract/contract.ts';
import type { Facts } from '../../../core/facts/facts.ts';
import { errorIssue } from '../../../core/issues/issue.ts';
import { IssueError } from '../../../core/issues/issue-error.ts';
import { RECOVERY_KEY } from '../../../core/plan/storage/encryption.ts';
import { recoveryKeyFile } from '../../../core/plan/storage/recovery-key-file.ts';
import { findSticks } from '../sticks/find-sticks.ts';
import { saveFile } from '../sticks/save-file.ts';
import { supportBundle } from '../sticks/support-bundle.ts';
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

/** Name and content of what is saved. Throws IssueError when there is nothing to save. */
async function fileOf(
  service: Service,
  facts: Facts,
  what: Input<'save'>,
  time: string,
): Promise<[string, Uint8Array]> {
  switch (what.what) {
    case 'answers':
      return [`answers-${time}.yaml`, Buffer.from(asYaml(what.request))];
    case 'recovery-key': {
      const key = service.made.get(RECOVERY_KEY);
      if (key === undefined) throw new IssueError(errorIssue('secret-missing', [], { name: RECOVERY_KEY }));
      return [`particleos-recovery-key-${time}.txt`, Buffer.from(recoveryKeyFile(key))];
    }
    case 'bundle':
      return [`particleos-support-${time}.tar.gz`, await supportBundle(service, facts)];
  }
}

/** `save`: an answer file, the support bundle or the recovery key, onto a stick; it may be pulled out afterwards. */
export function saveHandler(service: Service): VerbHandlers['save'] {
  return async (what) => {
    const { options } = service;
    const facts = await options.probe();
    const stick = findSticks(facts).find(({ id, writable }) => id === what.stick && writable);
    if (stick === undefined) return { file: null, issues: [errorIssue('stick-absent')] };
    // No colons: FAT cannot have them.
    const time = new Date().toISOString().replaceAll(/[:.]/g, '').slice(0, 15);
    try {
      const [name, content] = await fileOf(service, facts, what, time);
      const file = await saveFile(options, stick, name, content);
      return { file, issues: [] };
    } catch (error) {
      if (error instanceof IssueError) return { file: null, issues: [error.issue] };
      throw error;
    }
  };
}
