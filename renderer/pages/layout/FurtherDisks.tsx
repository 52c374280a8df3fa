// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react';
import type { Disk } from '../../../core/facts/facts.ts';
import type { FurtherDisk } from '../../../core/plan/offers/offer.ts';
import { partitionSelectorFor } from '../../../core/plan/offers/partition-selector-for.ts';
import { unreleasable } from '../../../core/plan/release-steps.ts';
import { dataFileSystem } from '../../../core/request/layout-request.ts';
import { useProblem } from '../../app/use-problem.ts';
import { useAnswers, useWizard } from '../../app/use-wizard.ts';
import { useWords } from '../../i18n/use-words.ts';
import { diskName } from '../../machine/disk-name.ts';
import { sameSelector } from '../../machine/disk-selector.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { Choose } from '../../ui/Choose.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { TextBox } from '../../ui/TextBox.tsx';
import type { FurtherFields } from './fields.ts';

const places = ['/home', '/srv', '/var'];

interface FurtherDisksProps {
  readonly disks: readonly FurtherDisk[];
  /** All of the first disk goes: it can be mirrored. */
  readonly canMirror: boolean;
}

/**
 * Every further disk with what it is for; what it cannot be is not offered, and the reason is said. One that was chosen and is
 * not there any more stands in the way of every plan: it can be given up.
 */
export function FurtherDisks({ disks, canMirror }: FurtherDisksProps): ReactNode {
  const { t } = useWords();
  const { facts } = useWizard().state.known;
  const [{ further }, change] = useAnswers('layout');
  const gone = further.filter(({ disk }) => !disks.some((entry) => sameSelector(entry.disk, disk)));
  const put = (entry: FurtherDisk, fields: FurtherFields | null): void => {
    const at = further.findIndex(({ disk }) => sameSelector(disk, entry.disk));
    const others = further.filter((_, index) => index !== at);
    // In its place: the fields of the others keep theirs.
    change({
      further: fields === null ? others : at === -1 ? [...others, fields] : further.with(at, fields),
    });
  };
  return (
    <section className="stack" aria-labelledby="further">
      <h2 id="further">{t('layout.further')}</h2>
      <p className="hint">{t('layout.further.hint')}</p>
      {gone.map((fields) => {
        const name = Object.values(fields.disk).join(', ');
        return (
          <Notice key={name} tone="warning" live>
            <p>
              <bdi className="technical">{name}</bdi>: {t('disk.gone')}
            </p>
            <ActionButton
              label={`${t('manual.remove')}: ${name}`}
              onPress={() => change({ further: further.filter((one) => one !== fields) })}
            >
              {t('manual.remove')}
            </ActionButton>
          </Notice>
        );
      })}
      {disks.map((entry) => {
        const disk = facts?.disks.find(({ path }) => path === entry.path);
        return disk === undefined ? null : (
          <One
            key={entry.path}
            entry={entry}
            disk={disk}
            canMirror={canMirror}
            onChange={(fields) => put(entry, fields)}
          />
        );
      })}
    </section>
  );
}

interface OneProps {
  readonly entry: FurtherDisk;
  readonly disk: Disk;
  readonly canMirror: boolean;
  readonly onChange: (fields: FurtherFields | null) => void;
}

function One({ entry, disk, canMirror, onChange }: OneProps): ReactNode {
  const words = useWords();
  const { t } = words;
  const { facts } = useWizard().state.known;
  const [{ further }] = useAnswers('layout');
  const problem = useProblem();
  const at = further.findIndex((one) => sameSelector(one.disk, entry.disk));
  const chosen = further[at];
  // That it is in use is asked about apart, where that can be ended.
  const canRelease = facts !== null && unreleasable(disk, facts).length === 0;
  const against = (use: 'mirror' | 'data'): FurtherDisk['mirror'] =>
    entry[use].filter(({ code }) => !(canRelease && code === 'disk-busy'));
  const known = canMirror ? (['mirror', 'data'] as const) : (['data'] as const);
  const uses = known.filter((use) => against(use).length === 0 || chosen?.use === use);
  const titleOf = (use: (typeof known)[number]): string =>
    t(use === 'mirror' ? 'layout.further.mirror' : 'manual.role.data');
  const free = places.find((place) => !further.some(({ mount }) => mount === place)) ?? '/var/data';
  const isErased = chosen !== undefined && (chosen.use === 'mirror' || typeof chosen.content === 'string');
  const name = diskName(disk, words);
  return (
    <div className="further stack">
      <Choose
        field={`further-${entry.path}`}
        label={name}
        value={chosen !== undefined && uses.includes(chosen.use) ? chosen.use : ''}
        options={[
          { value: '', title: t('layout.further.none') },
          ...uses.map((use) => ({ value: use, title: titleOf(use) })),
        ]}
        onChange={(value) => {
          const use = uses.find((one) => one === value);
          const fields = chosen ?? { disk: entry.disk, mount: free, content: 'ext4' };
          onChange(use === undefined ? null : { ...fields, use });
        }}
      />
      {chosen !== undefined
        ? null
        : known
            .filter((use) => !uses.includes(use))
            .map((use) => (
              <p key={use} className="hint">
                {titleOf(use)}: {words.list(against(use).map((issue) => words.issue(issue).sentence))}
              </p>
            ))}
      {chosen?.use === 'data' ? (
        <div className="beside">
          <TextBox
            field={`mount-${at}`}
            label={t('manual.mount')}
            hint={t('manual.mount.hint')}
            technical
            value={chosen.mount}
            onChange={(mount) => onChange({ ...chosen, mount })}
            problem={problem(`mount-${at}`)}
          />
          <Choose
            field={`content-${at}`}
            label={t('layout.further.content')}
            value={JSON.stringify(chosen.content)}
            options={contentsOf(disk).map((content) => ({
              value: JSON.stringify(content.value),
              title:
                content.partition === null
                  ? t('layout.further.erase', { fileSystem: content.name })
                  : t('layout.further.keep', { partition: content.name }),
            }))}
            onChange={(value) => {
              const found = contentsOf(disk).find((content) => JSON.stringify(content.value) === value);
              if (found !== undefined) onChange({ ...chosen, content: found.value });
            }}
          />
        </div>
      ) : null}
      {isErased && uses.includes(chosen.use) ? (
        <Notice tone="warning" live>
          <p>{t('layout.further.lost', { disk: name })}</p>
        </Notice>
      ) : null}
    </div>
  );
}

/** What a disk for data can hold: a new file system on all of it, or one that is there. */
function contentsOf(
  disk: Disk,
): { readonly value: FurtherFields['content']; readonly name: string; readonly partition: string | null }[] {
  const kept = disk.partitions.flatMap((partition) => {
    const { fileSystem, label, name } = partition;
    const selector = partitionSelectorFor(disk, partition);
    if (selector === null || !dataFileSystem.options.some((known) => known === fileSystem)) return [];
    const words = [fileSystem, ...(label === null ? [] : [label])].join(', ');
    return [{ value: selector, name: `${name} (${words})`, partition: name }];
  });
  const made = dataFileSystem.options.map((value) => ({ value, name: value, partition: null }));
  return [...made, ...kept];
}
