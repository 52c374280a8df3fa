// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';
import { contract, type Input, type Output, type Verb } from '../../core/contract/contract.ts';
import { issueSchema } from '../../core/issues/issue.ts';
import { ServiceError } from './service-error.ts';

const refusalSchema = z.object({ issues: z.array(issueSchema) });

/** Asks the service; what comes back is held to the contract. Throws ServiceError. */
export async function call<V extends Verb>(
  verb: V,
  input: Input<V>,
  signal?: AbortSignal,
): Promise<Output<V>> {
  let response: Response;
  let body: unknown;
  try {
    response = await fetch(`/api/${verb}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(input),
      ...(signal === undefined ? {} : { signal }),
    });
    body = await response.json();
  } catch (cause) {
    throw new ServiceError(verb, [], { cause });
  }
  if (response.ok) return contract[verb].output.parse(body) as Output<V>;
  const refusal = refusalSchema.safeParse(body);
  throw new ServiceError(verb, refusal.success ? refusal.data.issues : []);
}
