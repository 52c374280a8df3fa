// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react';
import { rootFileSystem } from '../../../core/facts/image-content.ts';
import type { Disk } from '../../../core/facts/facts.ts';
import type { Issue } from '../../../core/issues/issue.ts';
import type { FurtherDisk } from '../../../core/plan/offers/offer.ts';
import { useAnswers } from '../../app/use-wizard.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Fold } from '../../ui/Fold.tsx';
import { RadioCards } from '../../ui/RadioCards.tsx';
import { Tick } from '../../ui/Tick.tsx';
import { BtrfsChoices } from './BtrfsChoices.tsx';
import { FurtherDisks } from './FurtherDisks.tsx';
import { SwapChoices } from './SwapChoices.tsx';
import { isBtrfsRoot, takesFurther } from './to-request.ts';

interface AdvancedProps {
  readonly disk: Disk | null;
  /** Null: not known yet. */
  readonly further: readonly FurtherDisk[] | null;
  /** Why swap cannot be compressed in memory. */
  readonly zram: readonly Issue[];
}

/** What few change: file system, swap, further disks. What was changed is always shown. */
export function Advanced({ disk, further, zram }: AdvancedProps): ReactNode {
  const { t } = useWords();
  const [answers, change] = useAnswers('layout');
  const layout = answers.layout ?? { kind: 'erase' as const };
  const isChanged =
    answers.rootFileSystem !== null ||
    answers.further.length > 0 ||
    answers.swap !== 'none' ||
    answers.discard ||
    isBtrfsRoot(answers);
  return (
    <Fold title={t('layout.advanced')} isChanged={isChanged}>
      <RadioCards
        field="rootFileSystem"
        label={t('layout.fileSystem')}
        tiles
        value={answers.rootFileSystem ?? 'image'}
        onChange={(value) =>
          change({ rootFileSystem: rootFileSystem.options.find((option) => option === value) ?? null })
        }
        cards={[
          {
            value: 'image',
            title: t('layout.fileSystem.image'),
            children: <span className="soft">{t('layout.fileSystem.image.text')}</span>,
          },
          ...rootFileSystem.options.map((option) => ({
            value: option,
            title: option,
            lang: 'en',
            children: <span className="soft">{t(`layout.fileSystem.${option}`)}</span>,
          })),
        ]}
      />
      {isBtrfsRoot(answers) ? <BtrfsChoices /> : null}
      <SwapChoices zram={zram} />
      {layout.kind === 'erase' && disk?.discard === true ? (
        <Tick
          label={t('layout.discard')}
          isOn={answers.discard}
          onChange={(discard) => change({ discard })}
        />
      ) : null}
      {takesFurther(layout) && further !== null && further.length + answers.further.length > 0 ? (
        <FurtherDisks disks={further} canMirror={layout.kind === 'erase'} />
      ) : null}
    </Fold>
  );
}
