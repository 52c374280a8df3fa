// SPDX-License-Identifier: Apache-2.0
import { useEffect, type ReactNode } from 'react';
import { DonePage } from '../pages/done/DonePage.tsx';
import { FailedPage } from '../pages/failed/FailedPage.tsx';
import { useWords } from '../i18n/use-words.ts';
import { takeOver } from '../start/early-input.ts';
import { ProgressPage } from '../pages/progress/ProgressPage.tsx';
import { Setup } from './Setup.tsx';
import { useWizard } from './use-wizard.ts';

/** The run decides what is shown: a face that starts in the middle of an install shows the install. */
export function Stage(): ReactNode {
  const { t } = useWords();
  const { run, draft, connected } = useWizard();
  const isKnown = run !== null;
  useEffect(() => {
    if (isKnown) takeOver();
  }, [isKnown]);
  if (run === null)
    return (
      <p className="starting" role="status">
        {connected ? 'ParticleOS' : t('app.lost')}
      </p>
    );
  if (run.state === 'idle') return <Setup />;
  if (run.state === 'running') return <ProgressPage progress={run.progress} disk={run.disk} />;
  if (run.state === 'succeeded') return <DonePage run={run} />;
  return draft.leftRun === run.durationMs ? <Setup /> : <FailedPage run={run} />;
}
