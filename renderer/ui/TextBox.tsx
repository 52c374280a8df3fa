// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react';
import { FieldError, Input, Label, Text, TextArea, TextField } from 'react-aria-components';
import { useWords } from '../i18n/use-words.ts';

interface TextBoxProps {
  /** Name of the field, as problems name it. */
  readonly field: string;
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: string;
  readonly problem?: string | undefined;
  readonly optional?: boolean;
  readonly type?: 'text' | 'password';
  readonly rows?: number;
  /** Left to right whatever the language: addresses, keys, names of files. */
  readonly technical?: boolean;
  readonly placeholder?: string;
}

/** A field for text, with its hint and what is wrong with it. */
export function TextBox(props: TextBoxProps): ReactNode {
  const { field, label, value, onChange, hint, problem, optional = false, type = 'text' } = props;
  const { rows, technical = false, placeholder } = props;
  const { t } = useWords();
  const input = {
    className: 'input',
    spellCheck: false,
    autoCapitalize: 'off',
    ...(technical ? { dir: 'ltr' } : {}),
    ...(placeholder === undefined ? {} : { placeholder }),
  } as const;
  return (
    <TextField
      className="field"
      data-field={field}
      value={value}
      onChange={onChange}
      isInvalid={problem !== undefined}
      validationBehavior="aria"
      type={type}
      autoComplete="off"
    >
      <Label className="label">
        {label}
        {optional ? <span className="optional"> ({t('app.optional')})</span> : null}
      </Label>
      {rows === undefined ? <Input {...input} /> : <TextArea {...input} rows={rows} />}
      {hint === undefined ? null : (
        <Text slot="description" className="hint">
          {hint}
        </Text>
      )}
      <FieldError className="field-error">{problem}</FieldError>
    </TextField>
  );
}
