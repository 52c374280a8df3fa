// SPDX-License-Identifier: Apache-2.0
import { errorIssue } from '../../issues/issue.ts';
import { alongsideLayout } from './alongside-layout.ts';
import { besideLayout } from './beside-layout.ts';
import { refusedLayout, type LaidOut, type LayoutQuestion } from './layout-question.ts';
import { replaceLayout } from './replace-layout.ts';
import { wholeDiskLayout } from './whole-disk-layout.ts';

/** Nothing that was asked for is left out in silence. */
function notPlannedYet({ request: { layout, swap, fileSystem } }: LayoutQuestion): boolean {
  const keys = Object.keys(layout ?? {}).filter((key) => !['kind', 'discard', 'size'].includes(key));
  return keys.length > 0 || (swap?.kind ?? 'none') !== 'none' || fileSystem !== undefined;
}

/** `layout(facts, request) -> layout | issues`, pure. */
export function planLayout(question: LayoutQuestion): LaidOut {
  const { disk, scheme, rootFileSystem, request } = question;
  const { layout } = request;
  const kind = layout?.kind ?? 'erase';
  if (layout?.kind === 'free-space')
    return besideLayout(question, { kind: 'free-space', changes: new Map(), rootSize: layout.size });
  if (layout?.kind === 'alongside') return alongsideLayout(question, layout);
  if (layout?.kind === 'replace') return replaceLayout(question, layout);
  if (kind !== 'erase' || notPlannedYet(question)) {
    const why = 'the planner does not know it yet';
    return refusedLayout(errorIssue('layout-engine', ['layout'], { kind, engine: 'this installer', why }));
  }
  const discard = layout?.kind === 'erase' && layout.discard === true && disk.discard;
  return { layout: wholeDiskLayout(disk, scheme, rootFileSystem, discard), issues: [] };
}
