// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react';
import type { Disk } from '../../../core/facts/facts.ts';
import { useWords } from '../../i18n/use-words.ts';
import { namesOn, segmentsOf } from '../../machine/disk-content.ts';
import { DiskStrip } from '../../ui/DiskStrip.tsx';

/** What tells this disk from another one, and what is on it. */
export function DiskWords({ disk }: { readonly disk: Disk }): ReactNode {
  const words = useWords();
  const { t } = words;
  const on = namesOn(disk, (kind) => t(`content.${kind}`));
  const segments = segmentsOf(disk);
  const free = segments.filter(({ kind }) => kind === 'free').reduce((sum, one) => sum + one.sizeBytes, 0);
  return (
    <>
      <span className="disk-facts">
        <strong>{words.size(disk.sizeBytes)}</strong>
        {disk.bus === null ? null : <span>{disk.bus.toUpperCase()}</span>}
        <bdi>{disk.serial === null ? t('disk.noSerial') : t('disk.serial', { serial: disk.serial })}</bdi>
        <bdi className="technical soft">{disk.path}</bdi>
      </span>
      {disk.partitions.length === 0 ? null : <DiskStrip segments={segments} />}
      <span className="disk-facts">
        <span className={on.length === 0 ? 'soft' : 'on-it'}>
          {on.length === 0 ? t('disk.empty') : t('disk.holds', { what: words.list(on) })}
        </span>
        {free > 0 && disk.partitions.length > 0 ? (
          <span className="soft">{t('disk.free', { size: words.size(free) })}</span>
        ) : null}
      </span>
    </>
  );
}
