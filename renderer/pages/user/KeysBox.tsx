// SPDX-License-Identifier: Apache-2.0
import { useState, type ReactNode } from 'react';
import { call } from '../../api/call.ts';
import { useAnswers } from '../../app/use-wizard.ts';
import { useProblem } from '../../app/use-problem.ts';
import { useWords } from '../../i18n/use-words.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { TextBox } from '../../ui/TextBox.tsx';
import { chosenKeys } from './chosen-names.ts';

/** SSH keys: pasted, or taken from a stick. */
export function KeysBox(): ReactNode {
  const { t } = useWords();
  const [answers, change] = useAnswers('user');
  const problem = useProblem();
  const [added, setAdded] = useState<number | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const take = async (): Promise<void> => {
    setIsBusy(true);
    try {
      const { keys } = await call('sshKeys', {});
      const before = chosenKeys(answers);
      const fresh = [...new Set(keys.map(({ key }) => key.trim()))].filter((key) => !before.includes(key));
      change({ sshKeys: [...before, ...fresh].join('\n') });
      setAdded(fresh.length);
    } catch {
      setAdded(0);
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <>
      <TextBox
        field="sshKeys"
        label={t('user.keys')}
        hint={t('user.keys.hint')}
        optional
        technical
        rows={3}
        placeholder="ssh-ed25519 AAAA…"
        value={answers.sshKeys}
        onChange={(sshKeys) => change({ sshKeys })}
        problem={problem('sshKeys')}
      />
      <div className="row-buttons">
        <ActionButton
          icon="stick"
          onPress={() => void take()}
          lockedReason={isBusy ? t('app.loading') : null}
        >
          {t('user.keys.stick')}
        </ActionButton>
        <span role="status">{added === null ? '' : t('user.keys.found', { count: added })}</span>
      </div>
    </>
  );
}
