// SPDX-License-Identifier: Apache-2.0
import { useMemo, useState, type ReactNode } from 'react';
import { describePlan } from '../../../core/plan/describe-plan.ts';
import type { Plan } from '../../../core/plan/plan.ts';
import { useWords } from '../../i18n/use-words.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { Popup } from '../../ui/Popup.tsx';

/** Every step as a person would type it. */
export function Commands({ plan }: { readonly plan: Plan }): ReactNode {
  const { t } = useWords();
  const [isOpen, setIsOpen] = useState(false);
  // Hundreds of lines, which most never look at.
  const text = useMemo(() => (isOpen ? describePlan(plan, { commands: true }) : ''), [plan, isOpen]);
  return (
    <>
      <ActionButton icon="log" onPress={() => setIsOpen(true)}>
        {t('review.commands')}
      </ActionButton>
      <Popup
        title={t('review.steps', { count: plan.steps.length })}
        isOpen={isOpen}
        onClose={() => setIsOpen(false)}
      >
        {/* A person who has no mouse scrolls it by keyboard, so it takes the focus. */}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- see above */}
        <pre className="technical commands" dir="ltr" lang="en" tabIndex={0}>
          {text}
        </pre>
        <div className="dialog-buttons">
          <ActionButton kind="primary" onPress={() => setIsOpen(false)}>
            {t('app.close')}
          </ActionButton>
        </div>
      </Popup>
    </>
  );
}
