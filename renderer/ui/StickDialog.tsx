// SPDX-License-Identifier: Apache-2.0
import { useCallback, useEffect, useState, type ReactNode } from 'react';
import type { Output } from '../../core/contract/contract.ts';
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
  readonly title: string;
  readonly text: string;
  readonly save: (stick: string) => Promise<Output<'save'>>;
  readonly onClose: () => void;
}

/** Saves something to a stick that is plugged in. */
export function StickDialog({ title, text, save, onClose }: StickDialogProps): ReactNode {
  const words = useWords();
  const { t } = words;
  const [sticks, setSticks] = useState<Sticks | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const [file, setFile] = useState<string | null>(null);
  const [issues, setIssues] = useState<readonly Issue[]>([]);
  const look = useCallback(() => {
    call('sticks', {}).then(
      (answer) => {
        setSticks(answer.sticks);
        setChosen((before) => before ?? answer.sticks[0]?.id ?? null);
      },
      (error: unknown) => {
        setSticks([]);
        setIssues(issuesOf(error));
      },
    );
  }, []);
  useEffect(look, [look]);
  const doSave = async (): Promise<void> => {
    if (chosen === null) return;
    try {
      const answer = await save(chosen);
      setFile(answer.file);
      setIssues(answer.issues);
    } catch (error) {
      setIssues(issuesOf(error));
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
        {chosen === null ? (
          <ActionButton kind="primary" onPress={look}>
            {t('welcome.disk.again')}
          </ActionButton>
        ) : (
          <ActionButton kind="primary" onPress={() => void doSave()}>
            {t('review.save.do')}
          </ActionButton>
        )}
      </div>
    </Popup>
  );
}
