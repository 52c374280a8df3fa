// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react';

const paths = {
  check: 'M4 12.5l5 5L20 6.5',
  warning: 'M12 4L2.5 20h19L12 4zM12 10v4.5M12 17.2v.3',
  error: 'M12 3a9 9 0 100 18 9 9 0 000-18zM12 7.5v6M12 16.4v.3',
  info: 'M12 3a9 9 0 100 18 9 9 0 000-18zM12 11v6M12 7.4v.3',
  disk: 'M4 14l2.4-8.5h11.2L20 14M4 14v5h16v-5H4zM16.5 16.5h.5',
  memory: 'M4 8h16v8H4V8zM7 8V5M11 8V5M15 8V5M7 19v-3M11 19v-3M15 19v-3',
  power: 'M9 3v6M15 3v6M6 9h12v3a6 6 0 01-12 0V9zM12 18v3',
  network: 'M3.5 9.5a12 12 0 0117 0M6.8 13a7.4 7.4 0 0110.4 0M10 16.4a2.9 2.9 0 014 0M12 19.6v.3',
  wired: 'M9 4h6v5H9V4zM4 15h6v5H4v-5zM14 15h6v5h-6v-5zM12 9v3M7 15v-3h10v3',
  firmware: 'M7 7h10v10H7V7zM10 3v4M14 3v4M10 17v4M14 17v4M3 10h4M3 14h4M17 10h4M17 14h4',
  display: 'M3 5h18v11H3V5zM8 20h8M12 16v4',
  lock: 'M6 11h12v9H6v-9zM8.5 11V8a3.5 3.5 0 017 0v3',
  log: 'M5 5h14v14H5V5zM8 9h8M8 12h8M8 15h5',
  stick: 'M8 9h8v11H8V9zM10 9V4h4v5M11 6h.4M13 6h.4',
  next: 'M9 5l7 7-7 7',
  back: 'M15 5l-7 7 7 7',
  pause: 'M8 5v14M16 5v14',
  play: 'M8 5l11 7-11 7V5z',
  image: 'M12 3l8 4.5v9L12 21l-8-4.5v-9L12 3zM4 7.5l8 4.5 8-4.5M12 12v9',
} as const;

export type IconName = keyof typeof paths;

/** A picture beside words that say the same: hidden from screen readers. */
export function Icon({ name }: { readonly name: IconName }): ReactNode {
  const turns = name === 'next' || name === 'back';
  return (
    <svg className={turns ? 'icon turns' : 'icon'} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
