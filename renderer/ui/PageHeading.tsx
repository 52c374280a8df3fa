// SPDX-License-Identifier: Apache-2.0
import { useEffect, useRef, type ReactNode } from 'react';

interface PageHeadingProps {
  readonly title: string;
  readonly lead?: string;
  /** Focus it when it appears: on every page but the first one of a session. */
  readonly takesFocus?: boolean;
}

/** The heading of a page. It takes the focus when its page comes up, so that a screen reader says where one is. */
export function PageHeading({ title, lead, takesFocus = true }: PageHeadingProps): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (takesFocus) heading.current?.focus({ preventScroll: true });
    heading.current?.closest('.page-scroll')?.scrollTo(0, 0);
    // Once, when the page comes up; a new language does not move the focus.
  }, [takesFocus]);
  return (
    <header className="page-heading">
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {lead === undefined ? null : <p className="lead">{lead}</p>}
    </header>
  );
}
