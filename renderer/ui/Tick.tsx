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
}

/** Yes or no. */
export function Tick({ label, hint, isOn, isLocked = false, onChange }: TickProps): ReactNode {
  return (
    <Checkbox className="tick" isSelected={isOn} isReadOnly={isLocked} onChange={onChange}>
      <span className="box" aria-hidden="true">
        <Icon name="check" />
      </span>
      {hint === undefined ? (
        label
      ) : (
        <span>
          {label} <span className="hint">{hint}</span>
        </span>
      )}
    </Checkbox>
  );
}
