// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react';
import type { Segment } from '../machine/disk-content.ts';
import { useWords } from '../i18n/use-words.ts';
import { DiskStrip } from './DiskStrip.tsx';

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
  return (
    <section className="disk-bar">
      <Heading>{title}</Heading>
      <DiskStrip segments={segments} />
      <ul className="legend">
        {segments.map(({ key, kind, label, sizeBytes, system, mark }) => (
          <li key={key}>
            <span className={`piece ${kind}`} aria-hidden="true" />
            <span>
              <bdi>{system ?? words.t(`content.${kind}`)}</bdi>
              {label === null || system !== undefined ? null : (
                <span className="soft label-of">
                  <bdi>{label}</bdi>
                </span>
              )}
            </span>
            <span className="soft">{words.size(sizeBytes)}</span>
            {mark === undefined ? null : (
              <span className={`change-mark ${mark}`}>{words.t(`content.mark.${mark}`)}</span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
