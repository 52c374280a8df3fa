// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react';
import { phase as phases, type Phase } from '../../../core/plan/step.ts';
import { useWizard } from '../../app/use-wizard.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Icon } from '../../ui/Icon.tsx';

/** The phases of this install in order, ticked off. A face that came late knows no plan: it shows the one at hand. */
export function PhaseList({ phase }: { readonly phase: Phase }): ReactNode {
  const { t } = useWords();
  const { lastPlan } = useWizard();
  const planned = new Set((lastPlan?.steps ?? []).map((step) => step.phase));
  const shown = phases.options.filter((one) => planned.has(one) || one === phase);
  const at = shown.indexOf(phase);
  if (shown.length < 2) return null;
  return (
    <ol className="phases">
      {shown.map((one, index) => (
        <li
          key={one}
          className={index < at ? 'done' : index === at ? 'here' : 'ahead'}
          aria-current={index === at ? 'step' : undefined}
        >
          <span className="number" aria-hidden="true">
            {index < at ? <Icon name="check" /> : null}
          </span>
          {t(`phase.${one}`)}
          {index < at ? <span className="only-read"> ({t('app.step.done')})</span> : null}
        </li>
      ))}
    </ol>
  );
}
