// SPDX-License-Identifier: Apache-2.0
import { useState, type ReactNode } from 'react';
import type { Disk } from '../../../../core/facts/facts.ts';
import { bytesOf } from '../../../../core/request/byte-size.ts';
import type { LayoutRequest, ManualDisk, ManualPartition } from '../../../../core/request/layout-request.ts';
import { useWizard } from '../../../app/use-wizard.ts';
import type { Translator } from '../../../i18n/translate.ts';
import { useWords } from '../../../i18n/use-words.ts';
import { segmentOf } from '../../../machine/disk-content.ts';
import { ActionButton } from '../../../ui/ActionButton.tsx';
import { Tick } from '../../../ui/Tick.tsx';
import { manualRows, withLine, type ManualRow } from './manual-lines.ts';
import { PartitionDialog } from './PartitionDialog.tsx';

type Manual = Extract<LayoutRequest, { kind: 'manual' }>;

interface ManualEditorProps {
  readonly disk: Disk;
  readonly layout: Manual;
  readonly onChange: (layout: Manual) => void;
}

/** What becomes of a row, in words. */
function fate({ line }: ManualRow, { t, size }: Pick<Translator, 't' | 'size'>): string {
  if (line === null) return t('manual.action.leave');
  const what = t(`manual.fate.${line.action}`);
  if (line.action === 'resize') return `${what}: ${size(bytesOf(line.to))}`;
  if (!('role' in line)) return what;
  const use = line.role === 'data' ? (line.mount ?? '') : t(`manual.role.${line.role}`);
  return [`${what}: ${use}`, ...(line.fileSystem === undefined ? [] : [line.fileSystem])].join(', ');
}

function fresh(): ManualRow {
  return { key: 'new', partition: null, at: null, line: null };
}

/** The table of a disk by hand: every partition with what becomes of it. The bars below it compare before and after. */
export function ManualEditor({ disk, layout, onChange }: ManualEditorProps): ReactNode {
  const words = useWords();
  const { t } = words;
  const { facts } = useWizard().state.known;
  const [edited, setEdited] = useState<ManualRow | null>(null);
  const [on] = layout.disks;
  if (on === undefined) return null;
  const rows = manualRows(disk, on);
  const set = (part: Partial<ManualDisk>): void =>
    onChange({ kind: 'manual', disks: [{ ...on, ...part }, ...layout.disks.slice(1)] });
  const put = (at: number | null, line: ManualPartition | null): void =>
    set({ partitions: withLine(on.partitions, at, line) });
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
    <section className="panel stack" aria-labelledby="manual">
      <h2 id="manual">{t('manual.title')}</h2>
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
                        onPress={() => setEdited(row)}
                      >
                        {t('review.change')}
                      </ActionButton>
                      {row.partition === null ? (
                        <ActionButton
                          kind="quiet"
                          label={`${t('manual.remove')}: ${name}, ${sizeOf(row)}`}
                          onPress={() => put(row.at, null)}
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
      <div className="row-buttons">
        <ActionButton onPress={() => setEdited(fresh())}>{t('manual.add')}</ActionButton>
      </div>
      <Tick
        label={t('manual.table')}
        hint={t('manual.table.hint')}
        isOn={on.table === 'new'}
        onChange={(isNew) =>
          set({
            table: isNew ? 'new' : 'keep',
            // A new table has nothing to keep, resize or delete.
            partitions: isNew ? on.partitions.filter(({ action }) => action === 'create') : on.partitions,
          })
        }
      />
      {edited === null ? null : (
        <PartitionDialog
          disk={disk}
          row={edited}
          isBios={facts?.firmware?.kind === 'bios'}
          onClose={() => setEdited(null)}
          onDone={(line) => {
            put(edited.at, line);
            setEdited(null);
          }}
        />
      )}
    </section>
  );
}
