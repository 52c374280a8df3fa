// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState, type ReactNode } from 'react';
import { ProgressBar } from 'react-aria-components';
import type { DiskState } from '../../../core/plan/step.ts';
import type { Progress } from '../../../core/run/run.ts';
import { Shell } from '../../app/Shell.tsx';
import { useWords } from '../../i18n/use-words.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { PageHeading } from '../../ui/PageHeading.tsx';
import { Announcer } from './Announcer.tsx';
import { CancelDialog } from './CancelDialog.tsx';
import { LogDrawer } from './LogDrawer.tsx';
import { PhaseList } from './PhaseList.tsx';
import { Slides } from './Slides.tsx';

interface ProgressPageProps {
  readonly progress: Progress;
  readonly disk: DiskState;
}

/** How the install goes: the service's own figures, nothing made up between them. */
export function ProgressPage({ progress, disk }: ProgressPageProps): ReactNode {
  const words = useWords();
  const { t } = words;
  const [isAsking, setIsAsking] = useState(false);
  const { phase, fraction, doneBytes, totalBytes, detail, remainingSeconds, title } = progress;
  const percent = Math.floor(fraction * 100);
  useEffect(() => {
    document.title = `${t('progress.percent', { percent })} – ${t('progress.title')}`;
  }, [t, percent]);
  const remaining =
    remainingSeconds === null
      ? t('progress.unknown')
      : t('progress.remaining', { minutes: Math.round(remainingSeconds / 60) });
  return (
    <Shell
      isSetup={false}
      buttons={<ActionButton onPress={() => setIsAsking(true)}>{t('progress.cancel')}</ActionButton>}
    >
      <PageHeading title={t('progress.title')} lead={t('progress.lead')} />
      <ProgressBar
        className="progress"
        aria-label={t('progress.bar')}
        value={percent}
        valueLabel={t('progress.percent', { percent })}
      >
        {({ percentage = 0 }) => (
          <>
            <div className="progress-words">
              <strong>{t(`phase.${phase}`)}</strong>
              <span className="big">{t('progress.percent', { percent })}</span>
            </div>
            <div className="track">
              <div className="fill" style={{ width: `${percentage}%` }} />
            </div>
          </>
        )}
      </ProgressBar>
      <p className="progress-detail">
        <span>
          {detail === null ? <span lang="en">{title}</span> : t(`detail.${detail}`)}
          {doneBytes === null || totalBytes === null ? null : (
            <span className="soft">
              {' '}
              · {t('progress.bytes', { done: words.size(doneBytes), total: words.size(totalBytes) })}
            </span>
          )}
        </span>
        <span className="soft">{remaining}</span>
      </p>
      <PhaseList phase={phase} />
      <Slides />
      <LogDrawer />
      <Announcer phase={phase} percent={percent} />
      {isAsking ? <CancelDialog disk={disk} onClose={() => setIsAsking(false)} /> : null}
    </Shell>
  );
}
