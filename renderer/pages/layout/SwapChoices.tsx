// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react';
import { useProblem } from '../../app/use-problem.ts';
import { useAnswers } from '../../app/use-wizard.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Choose } from '../../ui/Choose.tsx';
import { TextBox } from '../../ui/TextBox.tsx';
import { Tick } from '../../ui/Tick.tsx';

const swaps = ['none', 'zram', 'file', 'partition'] as const;

/** Whether there is swap, how much, and whether the machine may hibernate into it. */
export function SwapChoices(): ReactNode {
  const { t } = useWords();
  const [{ swap, swapSize, hibernate }, change] = useAnswers('layout');
  const problem = useProblem();
  return (
    <>
      <div className="beside">
        <Choose
          field="swap"
          label={t('layout.swap')}
          value={swap}
          options={swaps.map((value) => ({ value, title: t(`layout.swap.${value}`) }))}
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
        />
      ) : null}
    </>
  );
}
