// SPDX-License-Identifier: Apache-2.0
import { useState, type ReactNode } from 'react';
import { call } from '../../api/call.ts';
import { useWords } from '../../i18n/use-words.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { StickDialog } from '../../ui/StickDialog.tsx';

/** The request as an answer file on a stick; the service writes it in YAML, as people do. */
export function SaveAnswers({ request }: { readonly request: string }): ReactNode {
  const { t } = useWords();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <ActionButton icon="stick" onPress={() => setIsOpen(true)}>
        {t('review.save')}
      </ActionButton>
      {isOpen ? (
        <StickDialog
          what="answers"
          title={t('review.save')}
          text={t('review.save.text')}
          onClose={() => setIsOpen(false)}
          save={(stick) => call('save', { what: 'answers', stick, request })}
        />
      ) : null}
    </>
  );
}
