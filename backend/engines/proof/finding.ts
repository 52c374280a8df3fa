// SPDX-License-Identifier: Apache-2.0
import { lstat, readFile } from 'node:fs/promises';
import { IssueError } from '../../../core/issues/issue-error.ts';
import { errorIssue } from '../../../core/issues/issue.ts';
import type { SystemProof } from '../../../core/plan/system-proof.ts';
import type { ActionContext } from '../../execute/context.ts';

/** One part of the boot proof: reads the target again, returns what is wrong in words; empty is a pass. */
export type Proof<Params = SystemProof> = (params: Params, context: ActionContext) => Promise<string[]>;

/** A file's text, or null when it cannot be read. */
export async function textOf(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return null;
  }
}

/** Size in bytes of a regular file, or null. */
export async function sizeOf(path: string): Promise<number | null> {
  const stat = await lstat(path).catch(() => null);
  return stat?.isFile() === true ? stat.size : null;
}

/** Asks every part; throws IssueError proof-failed with all that was found. */
export async function prove<Params>(
  proofs: readonly Proof<Params>[],
  params: Params,
  context: ActionContext,
): Promise<string> {
  const findings: string[] = [];
  for (const ask of proofs) findings.push(...(await ask(params, context)));
  context.log({ event: 'boot-proof', findings });
  if (findings.length > 0)
    throw new IssueError(errorIssue('proof-failed', [], { what: findings.join('; ') }));
  return 'passed';
}
