// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react';
import { rootFileSystem } from '../../../core/facts/image-content.ts';
import { useAnswers, useWizard } from '../../app/use-wizard.ts';
import { useWords } from '../../i18n/use-words.ts';
import { segmentsOf } from '../../machine/disk-content.ts';
import { chosenDisk } from '../../machine/disk-selector.ts';
import { DiskBar } from '../../ui/DiskBar.tsx';
import { IssueList } from '../../ui/IssueList.tsx';
import { PageHeading } from '../../ui/PageHeading.tsx';
import { RadioCards } from '../../ui/RadioCards.tsx';
import { plannedSegments } from './planned-segments.ts';

/** The disk before and after, and its file system. */
export function LayoutPage(): ReactNode {
  const { t } = useWords();
  const { state, planned } = useWizard();
  const [answers, change] = useAnswers('layout');
  const disk = chosenDisk(state.answers.disk.disk, state.known.facts);
  const { plan, status, issues } = planned;
  const errors = issues.filter(({ severity }) => severity === 'error');
  return (
    <>
      <PageHeading title={t('layout.title')} lead={t('layout.lead')} />
      <div className="panel stack">
        {disk === null ? null : <DiskBar title={t('layout.before')} segments={segmentsOf(disk)} />}
        {plan === null ? null : <DiskBar title={t('layout.after')} segments={plannedSegments(plan.layout)} />}
        <div role="status">
          {status === 'making' ? <p>{t('layout.planning')}</p> : null}
          {status === 'made' && plan === null ? (
            <>
              <p>{t('layout.noPlan')}</p>
              <IssueList issues={errors.length > 0 ? errors : issues} />
            </>
          ) : null}
        </div>
      </div>
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
    </>
  );
}
