// SPDX-License-Identifier: Apache-2.0
import { errorIssue } from '../../core/issues/issue.ts';
import { IssueError } from '../../core/issues/issue-error.ts';
import { findJournals, type FoundJournal } from '../journal/find-unfinished.ts';
import type { Service } from './service.ts';

/** The journals on the disks of this machine; none while a run is under way: its own is no unfinished one. */
export async function findOwnJournals({ options, runs }: Service): Promise<FoundJournal[]> {
  if (runs.isActive) return [];
  const { disks } = await options.probe();
  return findJournals(disks, options.stateDirectory);
}

/** The journal of one run. Throws IssueError resume-nothing. */
export async function findOwnJournal(service: Service, runId: string): Promise<FoundJournal> {
  const found = (await findOwnJournals(service)).find(({ journal }) => journal.runId === runId);
  if (found === undefined) throw new IssueError(errorIssue('resume-nothing'));
  return found;
}
