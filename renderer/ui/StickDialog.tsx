// SPDX-License-Identifier: Apache-2.0
import { useCallback, useEffect, useState, type ReactNode } from 'react';
import type { Input, Output } from '../../core/contract/contract.ts';
import type { Issue } from '../../core/issues/issue.ts';
import { call } from '../api/call.ts';
import { issuesOf } from '../api/service-error.ts';
import { useWords } from '../i18n/use-words.ts';
import { ActionButton } from './ActionButton.tsx';
import { IssueList } from './IssueList.tsx';
import { Notice } from './Notice.tsx';
import { Popup } from './Popup.tsx';
import { RadioCards } from './RadioCards.tsx';

type Sticks = Output<'sticks'>['sticks'];

interface StickDialogProps {
  readonly what: Input<'save'>['what'];
  readonly title: string;
  readonly text: string;
  readonly save: (stick: string) => Promise<Output<'save'>>;
  readonly onClose: () => void;
}

/** Saves something to a stick that is plugged in. */
export function StickDialog({ what, title, text, save, onClose }: StickDialogProps): ReactNode {
  const words = useWords();
  const { t } = words;
  const [sticks, setSticks] = useState<Sticks | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const [file, setFile] = useState<string | null>(null);
  const [issues, setIssues] = useState<readonly Issue[]>([]);
  const [isSaving, setIsSaving] = useState(false);
  const look = useCallback(() => {
    call('sticks', { what }).then(
      (answer) => {
        setSticks(answer.sticks);
        setIssues([]);
        // One that was chosen may have been pulled out.
        setChosen(
          (before) => (answer.sticks.find(({ id }) => id === before) ?? answer.sticks[0])?.id ?? null,
        );
      },
      (error: unknown) => {
        setSticks([]);
        setIssues(issuesOf(error));
      },
    );
  }, [what]);
  useEffect(look, [look]);
  const doSave = async (): Promise<void> => {
    if (chosen === null) return;
    setIsSaving(true);
    try {
      const answer = await save(chosen);
      setFile(answer.file);
      setIssues(answer.issues);
    } catch (error) {
      setIssues(issuesOf(error));
    } finally {
      setIsSaving(false);
    }
  };
  return (
    <Popup title={title} isOpen onClose={onClose}>
      <p className="soft">{text}</p>
      {sticks !== null && sticks.length > 0 ? (
        <RadioCards
          field="stick"
          label={t('review.save.where')}
          value={chosen}
          onChange={setChosen}
          cards={sticks.map(({ id, title: name, freeBytes }) => ({
            value: id,
            title: name,
            children:
              freeBytes === null ? null : (
                <span className="soft">{t('review.save.free', { size: words.size(freeBytes) })}</span>
              ),
          }))}
        />
      ) : null}
      <div role="status">
        {sticks === null ? <p>{t('app.loading')}</p> : null}
        {sticks?.length === 0 ? <p>{t('review.save.none')}</p> : null}
        {file === null ? null : (
          <Notice tone="ok">
            <p>{t('review.save.done', { file })}</p>
          </Notice>
        )}
        <IssueList issues={issues} />
      </div>
      <div className="dialog-buttons">
        <ActionButton onPress={onClose}>{t('app.close')}</ActionButton>
        {chosen === null || issues.length > 0 ? (
          <ActionButton kind={chosen === null ? 'primary' : 'plain'} onPress={look}>
            {t('welcome.disk.again')}
          </ActionButton>
        ) : null}
        {chosen === null ? null : (
          <ActionButton
            kind="primary"
            onPress={() => void doSave()}
            lockedReason={isSaving ? t('app.loading') : null}
          >
            {t('review.save.do')}
          </ActionButton>
        )}
      </div>
    </Popup>
  );
}
