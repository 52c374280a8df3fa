// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react';
import type { Plan } from '../../../core/plan/plan.ts';
import { useWizard } from '../../app/use-wizard.ts';
import { useWords } from '../../i18n/use-words.ts';
import { DiskBar } from '../../ui/DiskBar.tsx';
import { plannedSegments } from './planned-segments.ts';

interface PlannedBarsProps {
  readonly plan: Plan;
  readonly level?: 2 | 3;
}

/** Every disk of a plan as it will be; with several, each by its name. */
export function PlannedBars({ plan, level = 2 }: PlannedBarsProps): ReactNode {
  const { t } = useWords();
  const { facts } = useWizard().state.known;
  const { disks } = plan.layout;
  return disks.map((planned) => {
    const { path, model } = planned.identity;
    const found = facts?.disks.find((disk) => disk.path === path) ?? null;
    const name = disks.length === 1 ? '' : ` · ${model ?? t('disk.unnamed')} (${path})`;
    return (
      <DiskBar
        key={path}
        level={level}
        title={`${t('layout.after')}${name}`}
        segments={plannedSegments(planned, found)}
      />
    );
  });
}
