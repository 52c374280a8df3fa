// SPDX-License-Identifier: Apache-2.0
import { useState, type ReactNode } from 'react';
import type { Issue } from '../../../core/issues/issue.ts';
import { useWizard } from '../../app/use-wizard.ts';
import { useWords } from '../../i18n/use-words.ts';
import { IssueList } from '../../ui/IssueList.tsx';
import { PageHeading } from '../../ui/PageHeading.tsx';
import { askedAgain } from '../failed/asked-again.ts';
import { SecretsDialog } from '../welcome/SecretsDialog.tsx';
import { Commands } from './Commands.tsx';
import { Lost } from './Lost.tsx';
import { SaveAnswers } from './SaveAnswers.tsx';
import { StartInstall } from './StartInstall.tsx';
import { Stays } from './Stays.tsx';
import { WillBe } from './WillBe.tsx';

/** The plan, in words: what is lost, what will be there, how. Here and nowhere else the install is begun. */
export function ReviewPage(): ReactNode {
  const { t } = useWords();
  const { planned, planAgain } = useWizard();
  const { plan, status, issues, hash, request } = planned;
  const [refused, setRefused] = useState<readonly Issue[]>([]);
  const onRefused = (found: readonly Issue[]): void => {
    setRefused(found);
    // The new plan is shown, and wants to be confirmed anew.
    if (found.some(({ code }) => code === 'plan-changed')) planAgain();
  };
  const { missing, issues: reasons } = askedAgain(refused);
  const errors = issues.filter(({ severity }) => severity === 'error');
  const others = issues.filter(({ severity }) => severity !== 'error');
  return (
    <>
      <PageHeading title={t('review.title')} lead={t('review.lead')} />
      <div role="status">{status === 'made' ? null : <p>{t('review.planning')}</p>}</div>
      {status === 'made' && plan === null ? (
        <section className="stack" aria-labelledby="refused">
          <h2 id="refused">{t('review.refused')}</h2>
          <IssueList issues={errors.length > 0 ? errors : issues} />
        </section>
      ) : null}
      {plan === null ? null : (
        <div className="stack">
          <Lost plan={plan} />
          <Stays plan={plan} />
          <WillBe plan={plan} />
          {others.length === 0 ? null : (
            <section className="stack" aria-labelledby="careful">
              <h2 id="careful">{t('review.careful')}</h2>
              <IssueList issues={others} />
            </section>
          )}
          <div className="row-buttons">
            <Commands plan={plan} />
            <SaveAnswers request={request} />
          </div>
          {hash === null ? null : (
            <StartInstall key={hash} plan={plan} planHash={hash} request={request} onRefused={onRefused} />
          )}
        </div>
      )}
      <div role="alert">
        <IssueList issues={reasons} />
      </div>
      {/* The service was started anew meanwhile; pages say still that it has them. */}
      {missing.length === 0 ? null : <SecretsDialog names={missing} onDone={() => setRefused([])} />}
    </>
  );
}
