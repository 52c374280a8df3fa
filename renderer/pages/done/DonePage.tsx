// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState, type ReactNode } from 'react';
import type { Input } from '../../../core/contract/contract.ts';
import type { Issue } from '../../../core/issues/issue.ts';
import type { Run } from '../../../core/run/run.ts';
import { call } from '../../api/call.ts';
import { issuesOf } from '../../api/service-error.ts';
import { Shell } from '../../app/Shell.tsx';
import { useWords } from '../../i18n/use-words.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { IssueList } from '../../ui/IssueList.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { PageHeading } from '../../ui/PageHeading.tsx';
import { RecoveryKey } from './RecoveryKey.tsx';
import { useRecoveryKey } from './use-recovery-key.ts';

/** It is installed: what is left to do. */
export function DonePage({ run }: { readonly run: Extract<Run, { state: 'succeeded' }> }): ReactNode {
  const words = useWords();
  const { t } = words;
  const [issues, setIssues] = useState<readonly Issue[]>([]);
  const [isLeaving, setIsLeaving] = useState(false);
  useEffect(() => {
    document.title = `${t('done.title')} – ${t('app.name')}`;
  }, [t]);
  const leave = (action: Input<'leave'>['action']): void => {
    setIsLeaving(true);
    call('leave', { action }).then(
      (answer) => {
        setIssues(answer.issues);
        setIsLeaving(answer.issues.length === 0);
      },
      (error: unknown) => {
        setIssues(issuesOf(error));
        setIsLeaving(false);
      },
    );
  };
  const { recoveryKey, acknowledge } = useRecoveryKey();
  const lockedReason = recoveryKey !== null ? t('recovery.first') : isLeaving ? t('done.leaving') : null;
  return (
    <Shell
      isSetup={false}
      buttons={
        <>
          <ActionButton icon="power" onPress={() => leave('poweroff')} lockedReason={lockedReason}>
            {t('done.poweroff')}
          </ActionButton>
          <ActionButton kind="primary" onPress={() => leave('reboot')} lockedReason={lockedReason}>
            {t('done.reboot')}
          </ActionButton>
        </>
      }
    >
      <div className="done-mark" aria-hidden="true">
        <Icon name="check" />
      </div>
      <PageHeading title={t('done.title')} lead={t('done.lead')} />
      <p>{t('done.took', { minutes: Math.round(run.durationMs / 60_000) })}</p>
      <Notice tone="info">
        <p>{t('done.remove')}</p>
      </Notice>
      <IssueList issues={issues} />
      {recoveryKey === null ? null : <RecoveryKey value={recoveryKey} onKept={acknowledge} />}
      <section className="stack" aria-labelledby="next">
        <h2 id="next">{t('slides.title')}</h2>
        <ul className="tips">
          {(['update', 'back', 'apps'] as const).map((slide) => (
            <li key={slide} className="panel">
              <h3>{t(`slide.${slide}.title`)}</h3>
              <p className="soft">{t(`slide.${slide}.text`)}</p>
            </li>
          ))}
        </ul>
      </section>
      {run.warnings.length + run.leftovers.length === 0 ? null : (
        <section className="stack" aria-labelledby="warnings">
          <h2 id="warnings">{t('done.warnings')}</h2>
          <IssueList issues={run.warnings} />
          {run.leftovers.length === 0 ? null : (
            <Notice tone="warning">
              <p>{t('done.leftovers', { what: words.list(run.leftovers) })}</p>
            </Notice>
          )}
        </section>
      )}
    </Shell>
  );
}
