// SPDX-License-Identifier: Apache-2.0
import { useId, useState, type ReactNode } from 'react';
import { ActionButton } from './ActionButton.tsx';

interface FoldProps {
  readonly title: string;
  /** Something in it was changed: then it is always shown. */
  readonly isChanged: boolean;
  readonly children: ReactNode;
}

/** What few change, folded away until somebody asks for it. */
export function Fold({ title, isChanged, children }: FoldProps): ReactNode {
  const id = useId();
  const [isAsked, setIsAsked] = useState(false);
  const isOpen = isAsked || isChanged;
  return (
    <section className="stack" aria-labelledby={id}>
      <div className="row-buttons" id={id}>
        <ActionButton kind="quiet" expanded={isOpen} onPress={() => setIsAsked(!isAsked)}>
          {title}
        </ActionButton>
      </div>
      {isOpen ? children : null}
    </section>
  );
}
