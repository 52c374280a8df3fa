// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react';
import type { Plan } from '../../../core/plan/plan.ts';
import { useWizard } from '../../app/use-wizard.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Icon } from '../../ui/Icon.tsx';
import { keptBy } from './losses.ts';

/** What stays, and what is made smaller; and what a disk does that is cut off in the middle. */
export function Stays({ plan }: { readonly plan: Plan }): ReactNode {
  const words = useWords();
  const { t } = words;
  const { facts } = useWizard().state.known;
  const { layout, engine } = plan;
  const kept = keptBy(plan, facts?.disks ?? [], (kind) => t(`content.${kind}`));
  return (
    <>
      {kept.length === 0 ? null : (
        <section className="panel lost nothing-lost" aria-labelledby="stays">
          <h2 id="stays">
            <Icon name="check" />
            {t('review.stays')}
          </h2>
          <ul className="stays">
            {kept.map(({ key, name, sizeBytes, fromBytes }) => (
              <li key={key}>
                <bdi>
                  <strong>{name}</strong>
                </bdi>{' '}
                <span className="soft">
                  {fromBytes === null
                    ? words.size(sizeBytes)
                    : t('review.stays.smaller', { from: words.size(fromBytes), to: words.size(sizeBytes) })}
                </span>
              </li>
            ))}
          </ul>
          {layout.kind === 'keep-data' ? <p>{t('review.stays.data')}</p> : null}
          {layout.takenOver?.mounts.map(({ place, from, line }) =>
            from === null ? null : (
              <p key={line}>{t('review.stays.mounted', { place: place ?? 'swap', from })}</p>
            ),
          )}
          {layout.sharedEsp ? <p>{t('review.stays.esp')}</p> : null}
        </section>
      )}
      <p className="soft">{t(`review.cutOff.${engine}`)}</p>
    </>
  );
}
