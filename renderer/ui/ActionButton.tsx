// SPDX-License-Identifier: Apache-2.0
import { useId, type ReactNode } from 'react';
import { Icon, type IconName } from './Icon.tsx';

interface ActionButtonProps {
  readonly children: ReactNode;
  readonly onPress?: () => void;
  readonly kind?: 'primary' | 'plain' | 'quiet' | 'danger';
  readonly icon?: IconName;
  readonly iconAfter?: IconName;
  /** Why it does nothing now. It stays reachable by keyboard, so that everybody can find out. */
  readonly lockedReason?: string | null;
  /** More than the label says, for screen readers. */
  readonly label?: string;
  readonly expanded?: boolean;
  /** It sends the form that it stands in; Enter in a field does the same. */
  readonly submits?: boolean;
  /** What comes up stands in the same place: the second click of a double click (UIEvent.detail) is none. */
  readonly isOnce?: boolean;
}

/** A button; one that is locked says why. */
export function ActionButton(props: ActionButtonProps): ReactNode {
  const { children, onPress, kind = 'plain', icon, iconAfter, lockedReason = null } = props;
  const { label, expanded, submits = false, isOnce = false } = props;
  const id = useId();
  const locked = lockedReason !== null;
  return (
    <>
      <button
        type={submits ? 'submit' : 'button'}
        className={`button ${kind}`}
        aria-disabled={locked || undefined}
        aria-describedby={locked ? id : undefined}
        aria-label={label}
        aria-expanded={expanded}
        onClick={locked ? undefined : ({ detail }) => (isOnce && detail > 1 ? undefined : onPress?.())}
      >
        {icon === undefined ? null : <Icon name={icon} />}
        <span>{children}</span>
        {iconAfter === undefined ? null : <Icon name={iconAfter} />}
      </button>
      {locked ? (
        <span id={id} className="locked-reason">
          {lockedReason}
        </span>
      ) : null}
    </>
  );
}
