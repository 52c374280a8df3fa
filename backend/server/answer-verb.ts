// SPDX-License-Identifier: Apache-2.0
import { contract, type Input, type Output, type Verb } from '../../core/contract/contract.ts';
import { errorIssue, type Issue } from '../../core/issues/issue.ts';
import { IssueError } from '../../core/issues/issue-error.ts';
import type { VerbHandlers } from './verb-handlers.ts';

/** Status and JSON of one answer. */
export interface Answer {
  readonly status: 200 | 400 | 404 | 409 | 500;
  readonly body: unknown;
}

function isVerb(name: string): name is Verb {
  return Object.hasOwn(contract, name);
}

/** An answer that says why not. */
export function refusal(status: Exclude<Answer['status'], 200>, issues: readonly Issue[]): Answer {
  return { status, body: { issues } };
}

async function call<V extends Verb>(handlers: VerbHandlers, verb: V, input: Input<V>): Promise<Output<V>> {
  const answer = await handlers[verb](input);
  return contract[verb].output.parse(answer) as Output<V>;
}

/** Checks one message by the contract, calls its handler, checks what comes back. Never throws. */
export async function answerVerb(
  handlers: VerbHandlers,
  name: string,
  message: unknown,
  onFault: (error: unknown) => void,
): Promise<Answer> {
  if (!isVerb(name)) return refusal(404, [errorIssue('verb-unknown', [], { verb: name.slice(0, 64) })]);
  const input = contract[name].input.safeParse(message);
  if (!input.success) {
    // Paths and what was expected, never the value: it may be a secret.
    const issues = input.error.issues.slice(0, 20).map(({ path, code }) =>
      errorIssue(
        'message-malformed',
        path.map((key) => (typeof key === 'number' ? key : String(key))),
        { message: code },
      ),
    );
    return refusal(400, issues);
  }
  try {
    return { status: 200, body: await call(handlers, name, input.data as Input<typeof name>) };
  } catch (error) {
    if (error instanceof IssueError) return refusal(409, [error.issue]);
    onFault(error);
    return refusal(500, [errorIssue('service-failed', [], { verb: name })]);
  }
}
