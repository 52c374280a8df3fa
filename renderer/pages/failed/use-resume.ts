// SPDX-License-Identifier: Apache-2.0
import { useState } from 'react';
import type { Issue } from '../../../core/issues/issue.ts';
import { call } from '../../api/call.ts';
import { issuesOf } from '../../api/service-error.ts';
import { askedAgain } from './asked-again.ts';

/** Goes on with an install that did not end. request: as it was asked for; null: what its journal remembers. */
export function useResume(
  runId: string | null,
  request: string | null,
): {
  resume: () => void;
  isBusy: boolean;
  /** Why it was refused. */
  issues: readonly Issue[];
  /** Secrets that the service does not have any more, or that were wrong, by name. */
  missing: readonly string[];
} {
  const [isBusy, setIsBusy] = useState(false);
  const [refused, setRefused] = useState<readonly Issue[]>([]);
  const resume = (): void => {
    if (runId === null) return;
    setIsBusy(true);
    setRefused([]);
    call('resume', request === null ? { runId } : { runId, request })
      .then((answer) => setRefused(answer.state === 'refused' ? answer.issues : []))
      .catch((error: unknown) => setRefused(issuesOf(error)))
      .finally(() => setIsBusy(false));
  };
  return { resume, isBusy, ...askedAgain(refused) };
}
