// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState, type ReactNode } from 'react';
import { call } from '../../api/call.ts';
import { Shell } from '../../app/Shell.tsx';
import { useWizard } from '../../app/use-wizard.ts';
import { useWords } from '../../i18n/use-words.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { IssueList } from '../../ui/IssueList.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { PageHeading } from '../../ui/PageHeading.tsx';
import { QrCode } from '../../ui/QrCode.tsx';
import { StickDialog } from '../../ui/StickDialog.tsx';
import { RecoveryKey } from '../done/RecoveryKey.tsx';
import { useRecoveryKey } from '../done/use-recovery-key.ts';
import { LogDrawer } from '../progress/LogDrawer.tsx';
import { codeOf, supportText, type UnhappyRun } from './support-text.ts';
import { SecretsDialog } from '../welcome/SecretsDialog.tsx';
import { useBegunRun } from './use-begun-run.ts';
import { useResume } from './use-resume.ts';
import { useRetry } from './use-retry.ts';

/** It failed or was cancelled: what, why, what the disk is like, and how to go on. */
export function FailedPage({ run }: { readonly run: UnhappyRun }): ReactNode {
  const words = useWords();
  const { t } = words;
  const { dispatch, planned } = useWizard();
  const [isSaving, setIsSaving] = useState(false);
  const { retry, isBusy } = useRetry(run);
  const begun = useBegunRun(run);
  const { recoveryKey, acknowledge } = useRecoveryKey();
  const resuming = useResume(begun, planned.request === '' ? null : planned.request);
  const busy = isBusy || resuming.isBusy ? t('review.starting') : null;
  const isCancelled = run.state === 'cancelled';
  const title = t(isCancelled ? 'failed.cancelled' : 'failed.title');
  useEffect(() => {
    document.title = `${title} – ${t('app.name')}`;
  }, [t, title]);
  const phase = run.phases.at(-1)?.phase;
  const lead = isCancelled
    ? t('failed.cancelled.lead')
    : phase === undefined
      ? undefined
      : t('failed.lead', { phase: t(`phase.${phase}`) });
  return (
    <Shell
      isSetup={false}
      buttons={
        <>
          <ActionButton
            icon="back"
            onPress={() => dispatch({ type: 'leave-run', durationMs: run.durationMs, to: 'review' })}
          >
            {t('failed.change')}
          </ActionButton>
          <ActionButton kind={begun === null ? 'primary' : 'plain'} onPress={retry} lockedReason={busy}>
            {t('failed.retry')}
          </ActionButton>
          {begun === null ? null : (
            <ActionButton kind="primary" onPress={resuming.resume} lockedReason={busy}>
              {t('failed.resume')}
            </ActionButton>
          )}
        </>
      }
    >
      <PageHeading title={title} {...(lead === undefined ? {} : { lead })} />
      <div className="stack">
        <div role="alert">
          <IssueList issues={resuming.issues} />
        </div>
        {resuming.missing.length === 0 ? null : (
          <SecretsDialog names={resuming.missing} onDone={resuming.resume} />
        )}
        {run.state === 'failed' ? (
          <section className="stack" aria-labelledby="why">
            <h2 id="why">{t('failed.why')}</h2>
            <IssueList issues={run.issues} />
            <p className="soft">
              {t('failed.step')}: <bdi className="technical">{run.stepId}</bdi>
            </p>
          </section>
        ) : null}
        <section className="stack" aria-labelledby="state">
          <h2 id="state">{t('failed.disk')}</h2>
          <Notice tone={run.disk === 'untouched' ? 'ok' : 'warning'}>
            <p>{t(`failed.disk.${run.disk}`)}</p>
          </Notice>
          {run.leftovers.length === 0 ? null : (
            <Notice tone="warning">
              <p>{t('done.leftovers', { what: words.list(run.leftovers) })}</p>
            </Notice>
          )}
        </section>
        {recoveryKey === null ? null : <RecoveryKey value={recoveryKey} onKept={acknowledge} />}
        <p className="soft">{t('failed.change.text')}</p>
        <section className="panel support">
          <div>
            <p>{t('failed.bundle.text')}</p>
            <ActionButton icon="stick" onPress={() => setIsSaving(true)}>
              {t('failed.bundle')}
            </ActionButton>
            <p className="technical">{t('failed.code', { code: codeOf(run) })}</p>
          </div>
          <QrCode text={supportText(run)} title={t('failed.qr')} />
        </section>
        <LogDrawer />
      </div>
      {isSaving ? (
        <StickDialog
          what="bundle"
          title={t('failed.bundle')}
          text={t('failed.bundle.text')}
          onClose={() => setIsSaving(false)}
          save={(stick) => call('save', { what: 'bundle', stick })}
        />
      ) : null}
    </Shell>
  );
}
