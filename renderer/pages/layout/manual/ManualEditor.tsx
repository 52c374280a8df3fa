// SPDX-License-Identifier: Apache-2.0
import { useState, type ReactNode } from 'react';
import type { Disk, Facts } from '../../../../core/facts/facts.ts';
import type { ManualPartition } from '../../../../core/request/layout-request.ts';
import { useWords } from '../../../i18n/use-words.ts';
import { diskName } from '../../../machine/disk-name.ts';
import { ActionButton } from '../../../ui/ActionButton.tsx';
import { Choose } from '../../../ui/Choose.tsx';
import { Tick } from '../../../ui/Tick.tsx';
import { disksToEdit } from '../touched-disks.ts';
import { manualRows, withLine, type ManualRow } from './manual-lines.ts';
import { tableOf, withTable, type Manual } from './manual-tables.ts';
import { ManualTable } from './ManualTable.tsx';
import { PartitionDialog } from './PartitionDialog.tsx';

interface ManualEditorProps {
  readonly facts: Facts;
  /** That of the system. */
  readonly disk: Disk;
  readonly layout: Manual;
  readonly onChange: (layout: Manual) => void;
}

const fresh: ManualRow = { key: 'new', partition: null, at: null, line: null };

/** The tables of the disks by hand, one at a time. The bars below compare before and after. */
export function ManualEditor({ facts, disk: first, layout, onChange }: ManualEditorProps): ReactNode {
  const words = useWords();
  const { t } = words;
  const [edited, setEdited] = useState<ManualRow | null>(null);
  const [path, setPath] = useState(first.path);
  const disks = disksToEdit(first, facts);
  const shown = disks.find(({ disk }) => disk.path === path) ?? disks[0];
  if (shown === undefined) return null;
  const { disk } = shown;
  const on = tableOf(layout, shown);
  const set = (part: Partial<typeof on>): void => onChange(withTable(layout, shown, { ...on, ...part }));
  const put = (at: number | null, line: ManualPartition | null): void =>
    set({ partitions: withLine(on.partitions, at, line) });
  return (
    <section className="panel stack" aria-labelledby="manual">
      <h2 id="manual">{t('manual.title')}</h2>
      {disks.length === 1 ? null : (
        <Choose
          field="manual-disk"
          label={t('disk.title')}
          value={disk.path}
          options={disks.map((one) => ({ value: one.disk.path, title: diskName(one.disk, words) }))}
          onChange={setPath}
        />
      )}
      <ManualTable
        disk={disk}
        rows={manualRows(disk, on)}
        onEdit={setEdited}
        onRemove={({ at }) => put(at, null)}
      />
      <div className="row-buttons">
        <ActionButton onPress={() => setEdited(fresh)}>{t('manual.add')}</ActionButton>
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
          isBios={facts.firmware?.kind === 'bios'}
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
