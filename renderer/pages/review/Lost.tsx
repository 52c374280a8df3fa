// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react';
import type { Plan } from '../../../core/plan/plan.ts';
import { useWizard } from '../../app/use-wizard.ts';
import { useWords } from '../../i18n/use-words.ts';
import { whatIsOn } from '../../machine/disk-content.ts';
import { chosenDisk } from '../../machine/disk-selector.ts';
import { Icon } from '../../ui/Icon.tsx';

/** What is lost: the disk by model, size and serial number, the systems on it, every partition as the plan has it. */
export function Lost({ plan }: { readonly plan: Plan }): ReactNode {
  const words = useWords();
  const { t } = words;
  const { state } = useWizard();
  const disk = chosenDisk(state.answers.disk.disk, state.known.facts);
  const { model, serial, sizeBytes, path } = plan.disk;
  const name = [
    model ?? t('disk.unnamed'),
    words.size(sizeBytes),
    serial === null ? t('disk.noSerial') : t('disk.serial', { serial }),
    path,
  ].join(' · ');
  const isEmpty = plan.lost.length === 0;
  const systems = disk === null ? [] : whatIsOn(disk);
  return (
    <section className={isEmpty ? 'panel lost nothing-lost' : 'panel lost'} aria-labelledby="lost">
      <h2 id="lost">
        <Icon name={isEmpty ? 'check' : 'warning'} />
        {t('review.lost')}
      </h2>
      {isEmpty ? (
        <p>
          {t('review.lost.nothing')} <bdi className="soft">{name}</bdi>
        </p>
      ) : (
        <>
          <p>{t('review.lost.all', { disk: name })}</p>
          {systems.length === 0 ? null : (
            <ul className="systems">
              {systems.map((kind) => (
                <li key={kind}>{t(`content.${kind}`)}</li>
              ))}
            </ul>
          )}
          <ul className="technical soft" dir="ltr" lang="en">
            {plan.lost.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
