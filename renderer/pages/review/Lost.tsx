// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react';
import type { DiskIdentity } from '../../../core/facts/disk-identity.ts';
import type { Plan } from '../../../core/plan/plan.ts';
import { useWizard } from '../../app/use-wizard.ts';
import type { Translator } from '../../i18n/translate.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Icon } from '../../ui/Icon.tsx';
import { lossesOf } from './losses.ts';

/** A disk by model, size, serial number and node. */
function diskName({ model, serial, sizeBytes, path }: DiskIdentity, words: Translator): string {
  const { t } = words;
  return [
    model ?? t('disk.unnamed'),
    words.size(sizeBytes),
    serial === null ? t('disk.noSerial') : t('disk.serial', { serial }),
    path,
  ].join(' · ');
}

/** What is lost, by disk: all of it or parts, the systems by name, every partition as the plan has it. */
export function Lost({ plan }: { readonly plan: Plan }): ReactNode {
  const words = useWords();
  const { t } = words;
  const { facts } = useWizard().state.known;
  const losses = lossesOf(plan, facts?.disks ?? [], (kind) => t(`content.${kind}`));
  const isNothing = plan.lost.length === 0;
  const isErased = losses.some(({ isWhole }) => isWhole);
  return (
    <section className={isNothing ? 'panel lost nothing-lost' : 'panel lost'} aria-labelledby="lost">
      <h2 id="lost">
        <Icon name={isNothing ? 'check' : 'warning'} />
        {t(isNothing ? (isErased ? 'review.lost.nothing' : 'review.lost.kept') : 'review.lost')}
      </h2>
      {isNothing ? (
        <p className="soft">
          <bdi>{diskName(plan.disk, words)}</bdi>
        </p>
      ) : (
        losses.map(({ planned: { identity }, isWhole, names, lines }) => (
          <div key={identity.path} className="loss">
            <p>
              {t(
                lines.length === 0 ? 'review.lost.empty' : isWhole ? 'review.lost.all' : 'review.lost.parts',
                {
                  disk: diskName(identity, words),
                },
              )}
            </p>
            {names.length === 0 ? null : (
              <ul className="systems">
                {names.map((name) => (
                  <li key={name}>
                    <bdi>{name}</bdi>
                  </li>
                ))}
              </ul>
            )}
            <ul className="technical soft" dir="ltr" lang="en">
              {lines.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </div>
        ))
      )}
    </section>
  );
}
