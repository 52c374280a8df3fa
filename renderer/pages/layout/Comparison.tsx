// SPDX-License-Identifier: Apache-2.0
import { Fragment, type ReactNode } from 'react';
import type { Disk } from '../../../core/facts/facts.ts';
import type { Plan } from '../../../core/plan/plan.ts';
import { useWizard } from '../../app/use-wizard.ts';
import { useWords } from '../../i18n/use-words.ts';
import { segmentsOf } from '../../machine/disk-content.ts';
import { diskName } from '../../machine/disk-name.ts';
import { DiskBar } from '../../ui/DiskBar.tsx';
import { plannedSegments } from './planned-segments.ts';

interface ComparisonProps {
  /** That of the system. */
  readonly disk: Disk;
  /** Disks that were chosen beside it. */
  readonly others: readonly Disk[];
  /** Null: none could be made, so that there is only a before. */
  readonly plan: Plan | null;
}

/** Every disk of a layout as it is and as it will be; with several, each by its name. */
export function Comparison({ disk, others, plan }: ComparisonProps): ReactNode {
  const words = useWords();
  const { facts } = useWizard().state.known;
  const planned = plan?.layout.disks ?? [];
  const touched = new Set([disk, ...others].map(({ path }) => path));
  for (const { identity } of planned) touched.add(identity.path);
  const found = [...touched].flatMap((path) => facts?.disks.find((one) => one.path === path) ?? []);
  return found.map((one) => {
    const after = planned.find(({ identity }) => identity.path === one.path);
    const name = found.length === 1 ? '' : ` · ${diskName(one, words)}`;
    return (
      <Fragment key={one.path}>
        <DiskBar title={`${words.t('layout.before')}${name}`} segments={segmentsOf(one)} />
        {after === undefined ? null : (
          <DiskBar title={`${words.t('layout.after')}${name}`} segments={plannedSegments(after, one)} />
        )}
      </Fragment>
    );
  });
}
