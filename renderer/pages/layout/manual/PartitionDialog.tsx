// SPDX-License-Identifier: Apache-2.0
import { useState, type ReactNode } from 'react';
import type { Disk } from '../../../../core/facts/facts.ts';
import { dataFileSystem, manualRole, type ManualPartition } from '../../../../core/request/layout-request.ts';
import { useWords } from '../../../i18n/use-words.ts';
import { Choose } from '../../../ui/Choose.tsx';
import { FormDialog } from '../../../ui/FormDialog.tsx';
import { TextBox } from '../../../ui/TextBox.tsx';
import { fieldsOf, lineOf, type LineFields, type TypedField } from './line-fields.ts';
import type { ManualRow } from './manual-lines.ts';
import { TableEntry } from './TableEntry.tsx';

interface PartitionDialogProps {
  readonly disk: Disk;
  readonly row: ManualRow;
  /** The machine starts by BIOS: only then there is a use for its boot partition. */
  readonly isBios: boolean;
  readonly onClose: () => void;
  /** Null: nothing is to be done with it. */
  readonly onDone: (line: ManualPartition | null) => void;
}

const forFound = ['leave', 'keep', 'format', 'resize', 'delete'] as const;

/** What becomes of one partition. */
export function PartitionDialog({ disk, row, isBios, onClose, onDone }: PartitionDialogProps): ReactNode {
  const words = useWords();
  const { t } = words;
  const { partition, line } = row;
  const [fields, setFields] = useState(() => fieldsOf(line, partition));
  const [bad, setBad] = useState<TypedField | null>(null);
  const { action, role } = fields;
  const isUsed = action !== 'leave' && action !== 'delete';
  const isNew = action === 'create' || action === 'format';
  const isSized = action === 'create' || action === 'resize';
  const hasFileSystem = (role === 'data' || role === 'root') && isNew;
  const set = (part: Partial<LineFields>): void => setFields({ ...fields, ...part });
  const done = (): void => {
    const made = lineOf(fields, disk, partition);
    if (typeof made === 'string') setBad(made);
    else onDone(made);
  };
  // What is resized stays, which is of use for data alone.
  const roles =
    action === 'resize'
      ? (['', 'data'] as const)
      : manualRole.options.filter((one) => isBios || one !== 'bios-boot');
  return (
    <FormDialog
      title={partition === null ? t('manual.add') : t('manual.edit', { name: partition.name })}
      submit={t('manual.done')}
      onSubmit={done}
      onClose={onClose}
    >
      {partition === null ? null : (
        <Choose
          field="action"
          label={t('manual.action')}
          value={action}
          options={forFound.map((value) => ({ value, title: t(`manual.action.${value}`) }))}
          onChange={(value) => {
            const next = forFound.find((one) => one === value) ?? 'leave';
            set({ action: next, role: next === 'resize' ? '' : role === '' ? 'data' : role });
          }}
        />
      )}
      {isUsed ? (
        <Choose
          field="role"
          label={t('manual.role')}
          value={role}
          options={roles.map((value) => ({
            value,
            title: t(value === '' ? 'layout.further.none' : `manual.role.${value}`),
          }))}
          onChange={(value) => set({ role: roles.find((one) => one === value) ?? role })}
        />
      ) : null}
      {isUsed && role === 'data' ? (
        <TextBox
          field="mount"
          label={t('manual.mount')}
          hint={t('manual.mount.hint')}
          technical
          value={fields.mount}
          onChange={(mount) => set({ mount })}
          problem={bad === 'mount' ? t('manual.mount.hint') : undefined}
        />
      ) : null}
      {hasFileSystem ? (
        <Choose
          field="fileSystem"
          label={t('layout.fileSystem')}
          value={fields.fileSystem}
          options={[
            { value: '', title: role === 'root' ? t('layout.fileSystem.image') : 'ext4' },
            ...dataFileSystem.options
              .filter((value) => role === 'root' || value !== 'ext4')
              .map((value) => ({ value, title: value })),
          ]}
          onChange={(fileSystem) => set({ fileSystem })}
        />
      ) : null}
      {isSized ? (
        <TextBox
          field="size"
          label={t('manual.size')}
          hint={t(action === 'create' ? 'manual.size.rest' : 'manual.size.hint')}
          technical
          value={fields.size}
          onChange={(size) => set({ size })}
          problem={bad === 'size' ? t('manual.size.hint') : undefined}
        />
      ) : null}
      {partition?.minimumBytes == null || action !== 'resize' ? null : (
        <p className="hint">{t('manual.least', { size: words.size(partition.minimumBytes) })}</p>
      )}
      {isNew ? <TableEntry fields={fields} bad={bad} onChange={set} /> : null}
    </FormDialog>
  );
}
