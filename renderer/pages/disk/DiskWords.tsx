// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react';
import type { Disk } from '../../../core/facts/facts.ts';
import { useWords } from '../../i18n/use-words.ts';
import { whatIsOn } from '../../machine/disk-content.ts';

/** What tells this disk from another one, and what is on it. */
export function DiskWords({ disk }: { readonly disk: Disk }): ReactNode {
  const words = useWords();
  const { t } = words;
  const on = whatIsOn(disk).map((kind) => t(`content.${kind}`));
  return (
    <>
      <span className="disk-facts">
        <strong>{words.size(disk.sizeBytes)}</strong>
        {disk.bus === null ? null : <span>{disk.bus.toUpperCase()}</span>}
        <bdi>{disk.serial === null ? t('disk.noSerial') : t('disk.serial', { serial: disk.serial })}</bdi>
        <bdi className="technical soft">{disk.path}</bdi>
      </span>
      <span className={on.length === 0 ? 'soft' : 'on-it'}>
        {on.length === 0 ? t('disk.empty') : t('disk.holds', { what: words.list(on) })}
      </span>
    </>
  );
}
