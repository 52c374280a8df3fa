// SPDX-License-Identifier: Apache-2.0
import { useState, type ReactNode } from 'react';
import { checkSecurityKey } from '../../../core/plan/storage/check-security-key.ts';
import { useAnswers, useWizard } from '../../app/use-wizard.ts';
import { useWords } from '../../i18n/use-words.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { Tick } from '../../ui/Tick.tsx';

/** The tick for a security key: locked, with the reason, as long as there is none that can be enrolled. */
export function SecurityKey(): ReactNode {
  const words = useWords();
  const { t } = words;
  const { state, store, planAgain } = useWizard();
  const [answers, change] = useAnswers('encryption');
  const [isBusy, setIsBusy] = useState(false);
  const { facts } = state.known;
  const [why] = facts === null ? [] : checkSecurityKey(facts);
  const again = (): void => {
    setIsBusy(true);
    const stop = (): void => setIsBusy(false);
    store.probe().then(planAgain).then(stop, stop);
  };
  const reason = why === undefined ? null : words.issue(why);
  return (
    <>
      <Tick
        label={t('encryption.fido2')}
        hint={reason === null ? t('encryption.fido2.hint') : `${reason.sentence} ${reason.advice}`}
        isOn={answers.fido2}
        // What was ticked before the key was pulled out can be given up.
        isLocked={reason !== null && !answers.fido2}
        onChange={(fido2) => change({ fido2 })}
      />
      {reason === null ? null : (
        <div className="indented row-buttons" role="status">
          <ActionButton kind="quiet" lockedReason={isBusy ? t('app.starting') : null} onPress={again}>
            {t('disk.again')}
          </ActionButton>
        </div>
      )}
    </>
  );
}
