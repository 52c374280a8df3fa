// SPDX-License-Identifier: Apache-2.0
import { useState, type ReactNode } from 'react';
import { rootFileSystem } from '../../../core/facts/image-content.ts';
import type { SecondDisk } from '../../../core/plan/offers/offer.ts';
import { useAnswers, useWizard } from '../../app/use-wizard.ts';
import { useWords } from '../../i18n/use-words.ts';
import { sameSelector } from '../../machine/disk-selector.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { Choose } from '../../ui/Choose.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { RadioCards } from '../../ui/RadioCards.tsx';

const swaps = ['none', 'zram', 'file', 'partition'] as const;

/** What few change: file system, swap, a second disk. What was changed is always shown. */
export function Advanced({ seconds }: { readonly seconds: readonly SecondDisk[] }): ReactNode {
  const { t } = useWords();
  const [answers, change] = useAnswers('layout');
  const { second, swap } = answers;
  const isChanged = answers.rootFileSystem !== null || second !== null || swap !== 'none';
  const [isAsked, setIsAsked] = useState(false);
  const isOpen = isAsked || isChanged;
  return (
    <section className="stack" aria-label={t('layout.advanced')}>
      <div className="row-buttons">
        <ActionButton kind="quiet" expanded={isOpen} onPress={() => setIsAsked(!isAsked)}>
          {t('layout.advanced')}
        </ActionButton>
      </div>
      {isOpen ? (
        <>
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
          <div className="beside">
            <Choose
              field="swap"
              label={t('layout.swap')}
              value={swap}
              options={swaps.map((value) => ({ value, title: t(`layout.swap.${value}`) }))}
              onChange={(value) => change({ swap: swaps.find((one) => one === value) ?? 'none' })}
            />
            {seconds.length === 0 ? null : <Second seconds={seconds} />}
          </div>
        </>
      ) : null}
    </section>
  );
}

/** A further disk: as a mirror, or for /home. What it cannot be is not offered, and said once. */
function Second({ seconds }: { readonly seconds: readonly SecondDisk[] }): ReactNode {
  const words = useWords();
  const { t } = words;
  const { state } = useWizard();
  const [{ second }, change] = useAnswers('layout');
  const disks = state.known.facts?.disks ?? [];
  const uses = seconds.flatMap((one) =>
    (['mirror', 'home'] as const).map((use) => ({
      ...one,
      use,
      issues: one[use],
      value: `${use} ${one.path}`,
    })),
  );
  const chosen = uses.find(({ use, disk }) => second?.use === use && sameSelector(disk, second.disk));
  const nameOf = (path: string): string => {
    const disk = disks.find((one) => one.path === path);
    return `${disk?.model ?? t('disk.unnamed')}, ${words.size(disk?.sizeBytes ?? 0)} (${path})`;
  };
  const [reason] = uses.flatMap(({ issues }) => issues);
  return (
    <div className="stack">
      <Choose
        field="second"
        label={t('layout.second')}
        value={chosen?.value ?? ''}
        options={[
          { value: '', title: t('layout.second.none') },
          ...uses
            .filter(({ issues }) => issues.length === 0)
            .map(({ use, value, path }) => ({
              value,
              title: t(`layout.second.${use}`, { disk: nameOf(path) }),
            })),
        ]}
        onChange={(value) => {
          const use = uses.find((one) => one.value === value);
          change({ second: use === undefined ? null : { disk: use.disk, use: use.use } });
        }}
      />
      {reason === undefined ? null : <p className="hint">{words.issue(reason).sentence}</p>}
      {chosen === undefined ? null : (
        <Notice tone="warning" live>
          <p>{t('layout.second.lost', { disk: nameOf(chosen.path) })}</p>
        </Notice>
      )}
    </div>
  );
}
