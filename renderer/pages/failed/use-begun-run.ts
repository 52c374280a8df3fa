// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from 'react';
import { call } from '../../api/call.ts';
import { useWizard } from '../../app/use-wizard.ts';
import { begunRun } from './begun-run.ts';
import type { UnhappyRun } from './support-text.ts';

/** The journal of the run that just ended, by its id; null: there is none, so nothing is left to go on from. */
export function useBegunRun(run: UnhappyRun): string | null {
  const { lastPlan } = useWizard();
  const [runId, setRunId] = useState<string | null>(null);
  const disk = lastPlan?.disk.path ?? null;
  useEffect(() => {
    const controller = new AbortController();
    call('unfinished', {}, controller.signal).then(
      ({ installs }) => setRunId(begunRun(run, installs, disk)),
      () => null,
    );
    return () => controller.abort();
  }, [run, disk]);
  return runId;
}
