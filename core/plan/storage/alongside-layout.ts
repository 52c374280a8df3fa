// SPDX-License-Identifier: Apache-2.0
import { bytesOf } from '../../request/byte-size.ts';
import type { LayoutRequest } from '../../request/layout-request.ts';
import { besideLayout } from './beside-layout.ts';
import { checkShrink, shrunkBytes } from './check-resize.ts';
import { selectPartition } from './find-partition.ts';
import { refusedLayout, type LaidOut, type LayoutQuestion } from './layout-question.ts';

type Alongside = Extract<LayoutRequest, { kind: 'alongside' }>;

/** The system in the room that another one gives. */
export function alongsideLayout(question: LayoutQuestion, { shrink, to }: Alongside): LaidOut {
  const partition = selectPartition(question.disk, shrink, ['layout', 'shrink']);
  if ('code' in partition) return refusedLayout(partition);
  const sizeBytes = shrunkBytes(bytesOf(to));
  const issues = checkShrink(partition, sizeBytes, ['layout', 'to']);
  if (issues.some(({ severity }) => severity === 'error')) return refusedLayout(...issues);
  const laid = besideLayout(question, {
    kind: 'alongside',
    changes: new Map([[partition.number ?? 0, { action: 'resize', sizeBytes }]]),
    after: (partition.startBytes ?? 0) + sizeBytes,
  });
  return { layout: laid.layout, issues: [...issues, ...laid.issues] };
}
