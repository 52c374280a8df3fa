// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react';

/** The mark: a particle on its orbits. */
export function Orbit({ className }: { readonly className: string }): ReactNode {
  return (
    <svg className={className} viewBox="0 0 100 100" aria-hidden="true" focusable="false">
      <ellipse cx="50" cy="50" rx="44" ry="17" transform="rotate(35 50 50)" />
      <ellipse cx="50" cy="50" rx="44" ry="17" transform="rotate(-35 50 50)" />
      <ellipse cx="50" cy="50" rx="44" ry="17" transform="rotate(90 50 50)" />
      <circle className="nucleus" cx="50" cy="50" r="7" />
      <circle className="electron" cx="86" cy="25" r="4.5" />
    </svg>
  );
}
