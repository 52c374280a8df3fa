// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from 'react';
import { call } from '../../api/call.ts';
import { useWizard } from '../../app/use-wizard.ts';

/**
 * The journal of the run that just ended, by its id: the newest one on the disk of the plan. Null: there is none, so
 * nothing is left to go on from.
 */
export function useBegunRun(): string | null {
  const { lastPlan } = useWizard();
  const [runId, setRunId] = useState<string | null>(null);
  const disk = lastPlan?.disk.path ?? null;
  useEffect(() => {
    const controller = new AbortController();
    call('unfinished', {}, controller.signal).then(
      ({ installs }) => {
        const own = installs.filter((one) => one.ended !== null && (disk === null || one.disk === disk));
        setRunId(own.toSorted((a, b) => b.begunAt.localeCompare(a.begunAt))[0]?.runId ?? null);
      },
      () => null,
    );
    return () => controller.abort();
  }, [disk]);
  return runId;
}
