// SPDX-License-Identifier: Apache-2.0
import type { Input, Output, Verb } from '../../core/contract/contract.ts';

/**
 * What answers each verb. A handler gets an input that was checked by the contract; what it returns is checked again
 * on the way out. It refuses by throwing IssueError; anything else it throws is our own fault (`service-failed`).
 */
export type VerbHandlers = { readonly [V in Verb]: (input: Input<V>) => Promise<Output<V>> };
