// SPDX-License-Identifier: Apache-2.0
import { useId, type ReactNode } from 'react';

interface ChooseProps {
  readonly field: string;
  readonly label: string;
  readonly value: string;
  readonly options: readonly {
    readonly value: string;
    readonly title: string;
    /** It is there and cannot be chosen; the hint says why. */
    readonly isLocked?: boolean;
  }[];
  /** Read with the label. */
  readonly hint?: string;
  readonly onChange: (value: string) => void;
}

/** One of a short list: the browser's own control, which every screen reader knows. */
export function Choose({ field, label, value, options, hint, onChange }: ChooseProps): ReactNode {
  const id = useId();
  return (
    <div className="field" data-field={field}>
      <label className="label" htmlFor={id}>
        {label}
      </label>
      <select
        id={id}
        className="input"
        value={value}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        onChange={(event) => onChange(event.target.value)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.isLocked === true}>
            {option.title}
          </option>
        ))}
      </select>
      {hint === undefined ? null : (
        <span id={`${id}-hint`} className="hint">
          {hint}
        </span>
      )}
    </div>
  );
}
