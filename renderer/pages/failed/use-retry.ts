// SPDX-License-Identifier: Apache-2.0
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { useWizard } from '../../app/use-wizard.ts';
import type { UnhappyRun } from './support-text.ts';

/**
 * Installs once more, from the start: the disk was confirmed already, and steps that erase cannot be begun in the
 * middle. Where a new plan is refused, or is for anything but the same disk and image, the review page takes over.
 */
export function useRetry(run: UnhappyRun): { retry: () => void; isBusy: boolean } {
  const { planned, lastPlan, dispatch } = useWizard();
  const [isBusy, setIsBusy] = useState(false);
  const review = (): void => dispatch({ type: 'leave-run', durationMs: run.durationMs, to: 'review' });
  const again = async (): Promise<void> => {
    const { request } = planned;
    if (request === '' || lastPlan === null) return review();
    const { hash, plan } = await call('plan', { request });
    const isSame =
      plan !== null &&
      plan.disk.serial === lastPlan.disk.serial &&
      plan.disk.path === lastPlan.disk.path &&
      plan.image.digest === lastPlan.image.digest;
    if (hash === null || !isSame) return review();
    const answer = await call('apply', { request, planHash: hash });
    if (answer.state === 'refused') review();
  };
  const retry = (): void => {
    setIsBusy(true);
    again()
      .catch(review)
      .finally(() => setIsBusy(false));
  };
  return { retry, isBusy };
}
