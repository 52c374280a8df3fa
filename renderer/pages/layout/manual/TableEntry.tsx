// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react';
import { useWords } from '../../../i18n/use-words.ts';
import { Fold } from '../../../ui/Fold.tsx';
import { TextBox } from '../../../ui/TextBox.tsx';
import { Tick } from '../../../ui/Tick.tsx';
import { partitionFlags, type LineFields, type TypedField } from './line-fields.ts';

interface TableEntryProps {
  readonly fields: LineFields;
  readonly bad: TypedField | null;
  readonly onChange: (part: Partial<LineFields>) => void;
}

/** What else stands in the table of a partition: where it starts, its label and its attributes. */
export function TableEntry({ fields, bad, onChange }: TableEntryProps): ReactNode {
  const { t } = useWords();
  const { action, start, label, flags } = fields;
  return (
    <Fold title={t('layout.advanced')} isChanged={start !== '' || label !== '' || flags.length > 0}>
      {action === 'create' ? (
        <TextBox
          field="start"
          label={t('manual.start')}
          hint={t('manual.start.hint')}
          technical
          value={start}
          onChange={(text) => onChange({ start: text })}
          problem={bad === 'start' ? t('manual.size.hint') : undefined}
        />
      ) : null}
      <TextBox
        field="label"
        label={t('manual.label')}
        hint={t('manual.label.hint')}
        technical
        value={label}
        onChange={(text) => onChange({ label: text })}
        problem={bad === 'label' ? t('manual.label.hint') : undefined}
      />
      <fieldset className="ticks">
        <legend className="label">{t('manual.flags')}</legend>
        {partitionFlags.map((flag) => (
          <Tick
            key={flag}
            label={flag}
            isOn={flags.includes(flag)}
            onChange={(isOn) =>
              onChange({ flags: isOn ? [...flags, flag] : flags.filter((one) => one !== flag) })
            }
          />
        ))}
      </fieldset>
    </Fold>
  );
}
