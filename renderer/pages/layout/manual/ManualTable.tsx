// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react';
import type { Disk } from '../../../../core/facts/facts.ts';
import { bytesOf } from '../../../../core/request/byte-size.ts';
import type { Translator } from '../../../i18n/translate.ts';
import { useWords } from '../../../i18n/use-words.ts';
import { segmentOf } from '../../../machine/disk-content.ts';
import { ActionButton } from '../../../ui/ActionButton.tsx';
import type { ManualRow } from './manual-lines.ts';

/** What becomes of a row, in words. */
function fate({ line }: ManualRow, { t, size }: Pick<Translator, 't' | 'size'>): string {
  if (line === null) return t('manual.action.leave');
  const what = t(`manual.fate.${line.action}`);
  if (line.action === 'resize')
    return `${what}: ${[size(bytesOf(line.to)), ...(line.mount === undefined ? [] : [line.mount])].join(', ')}`;
  if (!('role' in line)) return what;
  const use = line.role === 'data' ? (line.mount ?? '') : t(`manual.role.${line.role}`);
  return [`${what}: ${use}`, ...(line.fileSystem === undefined ? [] : [line.fileSystem])].join(', ');
}

interface ManualTableProps {
  readonly disk: Disk;
  readonly rows: readonly ManualRow[];
  readonly onEdit: (row: ManualRow) => void;
  /** Of a partition that is not there yet. */
  readonly onRemove: (row: ManualRow) => void;
}

/** Every partition of a disk with what becomes of it. */
export function ManualTable({ disk, rows, onEdit, onRemove }: ManualTableProps): ReactNode {
  const words = useWords();
  const { t } = words;
  const sizeOf = ({ partition, line }: ManualRow): string => {
    if (partition !== null) return words.size(partition.sizeBytes);
    const asked = line?.action === 'create' ? line.size : undefined;
    return asked === undefined ? t('manual.rest') : words.size(bytesOf(asked));
  };
  const nowOf = ({ partition }: ManualRow): string => {
    if (partition === null) return '–';
    const { system, kind } = segmentOf(disk, partition);
    const label = partition.label ?? partition.partLabel;
    return [system ?? t(`content.${kind}`), partition.fileSystem, label].filter((part) => part).join(' · ');
  };
  return (
    <div className="table-scroll">
      <table className="manual">
        <thead>
          <tr>
            {(['partition', 'size', 'now', 'then'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`manual.column.${column}`)}
              </th>
            ))}
            <th scope="col">
              <span className="only-read">{t('review.change')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const name = row.partition?.name ?? t('manual.new');
            return (
              <tr key={row.key} className={row.line?.action ?? 'leave'}>
                <th scope="row">
                  <bdi>{name}</bdi>
                </th>
                <td>{sizeOf(row)}</td>
                <td>
                  <bdi>{nowOf(row)}</bdi>
                </td>
                <td>
                  <bdi>{fate(row, { t, size: (bytes) => words.size(bytes) })}</bdi>
                </td>
                <td>
                  <span className="row-buttons">
                    <ActionButton
                      kind="quiet"
                      label={t('review.change.what', { what: `${name}, ${sizeOf(row)}` })}
                      onPress={() => onEdit(row)}
                    >
                      {t('review.change')}
                    </ActionButton>
                    {row.partition === null ? (
                      <ActionButton
                        kind="quiet"
                        label={`${t('manual.remove')}: ${name}, ${sizeOf(row)}`}
                        onPress={() => onRemove(row)}
                      >
                        {t('manual.remove')}
                      </ActionButton>
                    ) : null}
                  </span>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
