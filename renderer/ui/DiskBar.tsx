// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react';
import type { Segment } from '../machine/disk-content.ts';
import { useWords } from '../i18n/use-words.ts';

/** Whatever is there is to be seen, however small its share. */
const LEAST_SHARE = 0.025;

interface DiskBarProps {
  readonly title: string;
  readonly segments: readonly Segment[];
  /** Of the heading; 3 below a heading of its page. */
  readonly level?: 2 | 3;
}

/** A disk from start to end: a bar for the eye, a list with the same words for everybody. */
export function DiskBar({ title, segments, level = 2 }: DiskBarProps): ReactNode {
  const words = useWords();
  const Heading = `h${level}` as const;
  const totalBytes = segments.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  return (
    <section className="disk-bar">
      <Heading>{title}</Heading>
      <div className="bar" aria-hidden="true">
        {segments.map(({ key, kind, sizeBytes }) => (
          <span
            key={key}
            className={`piece ${kind}`}
            style={{ flexGrow: Math.max(sizeBytes / totalBytes, LEAST_SHARE) }}
          />
        ))}
      </div>
      <ul className="legend">
        {segments.map(({ key, kind, label, sizeBytes }) => (
          <li key={key}>
            <span className={`piece ${kind}`} aria-hidden="true" />
            <span>
              {words.t(`content.${kind}`)}
              {label === null ? null : (
                <span className="soft label-of">
                  <bdi>{label}</bdi>
                </span>
              )}
            </span>
            <span className="soft">{words.size(sizeBytes)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
