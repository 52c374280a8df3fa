// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react';
import { useAnswers, useWizard } from '../../app/use-wizard.ts';
import { useWords } from '../../i18n/use-words.ts';
import { IssueList } from '../../ui/IssueList.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { PageHeading } from '../../ui/PageHeading.tsx';
import { RadioCards } from '../../ui/RadioCards.tsx';
import { Tick } from '../../ui/Tick.tsx';
import { Passphrase } from './Passphrase.tsx';
import { Pcrs } from './Pcrs.tsx';
import { SecurityKey } from './SecurityKey.tsx';

/** Whether the disk is encrypted, and what opens it. It is never left out silently: what stands against it is said here. */
export function EncryptionPage(): ReactNode {
  const { t } = useWords();
  const { state, planned } = useWizard();
  const [answers, change] = useAnswers('encryption');
  const { facts } = state.known;
  const errors = planned.issues.filter(({ severity }) => severity === 'error');
  const careful = planned.issues.filter(
    ({ severity, path }) => severity !== 'error' && path[0] === 'encryption',
  );
  return (
    <>
      <PageHeading title={t('encryption.title')} lead={t('encryption.lead')} />
      <RadioCards
        field="encryption"
        label={t('encryption.title')}
        hideLabel
        tiles="three"
        value={answers.isOn ? 'on' : 'off'}
        onChange={(value) => change({ isOn: value === 'on' })}
        cards={(['off', 'on'] as const).map((value) => ({
          value,
          title: t(`encryption.${value}`),
          children: <span className="soft">{t(`encryption.${value}.text`)}</span>,
        }))}
      />
      {answers.isOn ? (
        <>
          <div role="status">
            <IssueList issues={[...errors, ...careful]} />
          </div>
          <Passphrase />
          <section className="stack" aria-labelledby="ways">
            <h2 id="ways">{t('encryption.ways')}</h2>
            {facts?.tpm2 === true ? (
              <>
                <Tick
                  label={t('encryption.tpm2')}
                  hint={t('encryption.tpm2.hint')}
                  isOn={answers.tpm2}
                  onChange={(tpm2) => change({ tpm2 })}
                />
                {answers.tpm2 ? (
                  <div className="indented stack">
                    <Tick
                      label={t('encryption.pin')}
                      hint={t('encryption.pin.hint')}
                      isOn={answers.pin}
                      onChange={(pin) => change({ pin })}
                    />
                    <Pcrs />
                  </div>
                ) : null}
              </>
            ) : null}
            <SecurityKey />
          </section>
          <Tick
            label={t('encryption.discard')}
            hint={t('encryption.discard.hint')}
            isOn={answers.discard}
            onChange={(discard) => change({ discard })}
          />
          <Notice tone="info">
            <p>{t('encryption.recovery')}</p>
          </Notice>
        </>
      ) : null}
    </>
  );
}
