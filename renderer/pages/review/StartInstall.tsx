// SPDX-License-Identifier: Apache-2.0
import { useState, type ReactNode } from 'react';
import type { Issue } from '../../../core/issues/issue.ts';
import type { Plan } from '../../../core/plan/plan.ts';
import { call } from '../../api/call.ts';
import { issuesOf } from '../../api/service-error.ts';
import { useWords } from '../../i18n/use-words.ts';
import { confirmationWord } from '../../machine/confirmation-word.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { TextBox } from '../../ui/TextBox.tsx';

interface StartInstallProps {
  readonly plan: Plan;
  readonly planHash: string;
  readonly request: string;
  /** Told why the service would not begin. */
  readonly onRefused: (issues: readonly Issue[]) => void;
}

/** The one button that erases. It is armed by typing the end of the disk's serial number. */
export function StartInstall({ plan, planHash, request, onRefused }: StartInstallProps): ReactNode {
  const words = useWords();
  const { t } = words;
  const [typed, setTyped] = useState('');
  const [isBusy, setIsBusy] = useState(false);
  const { from, word } = confirmationWord(plan.disk);
  const isArmed = typed.trim().toLowerCase() === word.trim().toLowerCase();
  const start = async (): Promise<void> => {
    setIsBusy(true);
    try {
      const answer = await call('apply', { request, planHash });
      // Anything else is a snapshot of the run, which the stream tells too: the page changes by itself.
      if (answer.state !== 'refused') return;
      onRefused(answer.issues);
    } catch (error) {
      onRefused(issuesOf(error));
    }
    setIsBusy(false);
  };
  const name = `${plan.disk.model ?? t('disk.unnamed')} (${words.size(plan.disk.sizeBytes)})`;
  return (
    <section className="panel start" aria-label={t('review.arm.field')}>
      <TextBox
        field="confirmation"
        label={t(`review.arm.${from}`, { word })}
        technical
        value={typed}
        onChange={setTyped}
      />
      <ActionButton
        kind="danger"
        onPress={() => void start()}
        lockedReason={isBusy ? t('review.starting') : isArmed ? null : t('review.start.locked', { word })}
      >
        {t('review.start', { disk: name })}
      </ActionButton>
    </section>
  );
}
