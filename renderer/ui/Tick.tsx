// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react';
import { Checkbox } from 'react-aria-components';
import { Icon } from './Icon.tsx';

interface TickProps {
  readonly label: string;
  /** What it means, read with the label. */
  readonly hint?: string;
  readonly isOn: boolean;
  /** It stays as it is, and the hint says why; it can be reached and read all the same. */
  readonly isLocked?: boolean;
  readonly onChange: (isOn: boolean) => void;
  /** Why it must be ticked, read with the label. */
  readonly problem?: string | undefined;
}

/** Yes or no. */
export function Tick(props: TickProps): ReactNode {
  const { label, hint, isOn, isLocked = false, onChange, problem } = props;
  return (
    <Checkbox
      className="tick"
      isSelected={isOn}
      isReadOnly={isLocked}
      onChange={onChange}
      isInvalid={problem !== undefined}
    >
      <span className="box" aria-hidden="true">
        <Icon name="check" />
      </span>
      {hint === undefined ? (
        label
      ) : (
        <span>
          {label} <span className="hint">{hint}</span>
          {problem === undefined ? null : <span className="field-error"> {problem}</span>}
        </span>
      )}
    </Checkbox>
  );
}
