// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react';
import { useWords } from '../i18n/use-words.ts';
import { Notice } from '../ui/Notice.tsx';
import { LookMenu } from './LookMenu.tsx';
import { StepRail } from './StepRail.tsx';
import { useWizard } from './use-wizard.ts';

interface ShellProps {
  readonly children: ReactNode;
  /** Buttons at the bottom, in reading order. */
  readonly buttons?: ReactNode;
  /** Choices are still being made: the steps are shown. */
  readonly isSetup: boolean;
}

/** What stands around every page. */
export function Shell({ children, buttons, isSetup }: ShellProps): ReactNode {
  const { t } = useWords();
  const { connected } = useWizard();
  return (
    <div className="shell">
      <div className="frame">
        <StepRail isSetup={isSetup} />
        <div className="stage">
          <div className="tools">
            <LookMenu />
          </div>
          <main className="page-scroll">
            <div className="page">
              {connected ? null : (
                <Notice tone="warning" live>
                  <p>{t('app.lost')}</p>
                </Notice>
              )}
              {children}
            </div>
          </main>
          {buttons === undefined ? null : <div className="buttons">{buttons}</div>}
        </div>
      </div>
    </div>
  );
}
