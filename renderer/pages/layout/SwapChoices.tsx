// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react';
import type { Issue } from '../../../core/issues/issue.ts';
import { useProblem } from '../../app/use-problem.ts';
import { useAnswers, useWizard } from '../../app/use-wizard.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Choose } from '../../ui/Choose.tsx';
import { TextBox } from '../../ui/TextBox.tsx';
import { Tick } from '../../ui/Tick.tsx';

const swaps = ['none', 'zram', 'file', 'partition'] as const;

interface SwapChoicesProps {
  /** Why swap cannot be compressed in memory; none: it can. */
  readonly zram: readonly Issue[];
}

/** Whether there is swap, how much, and whether the machine may hibernate into it. */
export function SwapChoices({ zram: [against] }: SwapChoicesProps): ReactNode {
  const words = useWords();
  const { t } = words;
  const { planned } = useWizard();
  const [{ swap, swapSize, hibernate }, change] = useAnswers('layout');
  const problem = useProblem();
  const noHibernation = planned.issues.find(({ path: [, part] }) => part === 'hibernate');
  return (
    <>
      <div className="beside">
        <Choose
          field="swap"
          label={t('layout.swap')}
          value={swap}
          options={swaps.map((value) => ({
            value,
            title: t(`layout.swap.${value}`),
            isLocked: value === 'zram' && against !== undefined,
          }))}
          {...(against === undefined
            ? {}
            : { hint: `${t('layout.swap.zram')}: ${words.issue(against).sentence}` })}
          onChange={(value) => change({ swap: swaps.find((one) => one === value) ?? 'none' })}
        />
        {swap === 'none' ? null : (
          <TextBox
            field="swapSize"
            label={`${t('layout.swap')}: ${t('manual.size')}`}
            hint={t('layout.swap.size')}
            technical
            value={swapSize}
            onChange={(text) => change({ swapSize: text })}
            problem={problem('swapSize')}
          />
        )}
      </div>
      {swap === 'partition' ? (
        <Tick
          label={t('layout.swap.hibernate')}
          hint={t('layout.swap.hibernate.hint')}
          isOn={hibernate}
          onChange={(isOn) => change({ hibernate: isOn })}
          problem={noHibernation === undefined ? undefined : words.issue(noHibernation).sentence}
        />
      ) : null}
    </>
  );
}
