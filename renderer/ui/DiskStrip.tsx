// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react';
import type { Segment } from '../machine/disk-content.ts';

/** Whatever is there is to be seen, however small its share. */
const LEAST_SHARE = 0.025;

/** The pieces of a disk in their proportions, for the eye alone: words beside it say the same. */
export function DiskStrip({ segments }: { readonly segments: readonly Segment[] }): ReactNode {
  const totalBytes = segments.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  return (
    <span className="bar" aria-hidden="true">
      {segments.map(({ key, kind, sizeBytes, mark }) => (
        <span
          key={key}
          className={`piece ${kind} ${mark ?? ''}`}
          style={{ flexGrow: Math.max(sizeBytes / totalBytes, LEAST_SHARE) }}
        />
      ))}
    </span>
  );
}
