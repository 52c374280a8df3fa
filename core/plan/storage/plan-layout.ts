// SPDX-License-Identifier: Apache-2.0
import { describeDisk } from '../../facts/disk-identity.ts';
import { errorIssue } from '../../issues/issue.ts';
import { alongsideLayout } from './alongside-layout.ts';
import { checkKept } from './check-kept.ts';
import { besideLayout } from './beside-layout.ts';
import { keepDataLayout } from './keep-data-layout.ts';
import { refusedLayout, type LaidOut, type LayoutQuestion } from './layout-question.ts';
import { manualLayout } from './manual-layout.ts';
import { mountedLayout } from './mounted-layout.ts';
import { diskBytesAround } from './partition-sizes.ts';
import { planSwap } from './plan-swap.ts';
import { raid1Layout } from './raid1-layout.ts';
import { replaceLayout } from './replace-layout.ts';
import { withSeparateDisks } from './separate-disks.ts';
import { checkSwapPlace } from './swap-place.ts';
import { wholeDiskLayout } from './whole-disk-layout.ts';
import { withBtrfs } from './with-btrfs.ts';
import { withDiscard } from './with-discard.ts';

/** All of the disk. Swap of its own may make it too small where it was large enough without. */
function eraseLayout(question: LayoutQuestion): LaidOut {
  const { disk, scheme, rootFileSystem, rootBytes, swapBytes = null } = question;
  const neededBytes = diskBytesAround(rootBytes, scheme) + (swapBytes ?? 0);
  const missingBytes = neededBytes - disk.sizeBytes;
  if (missingBytes > 0) {
    const params = { disk: describeDisk(disk), foundBytes: disk.sizeBytes, neededBytes, missingBytes };
    return refusedLayout(errorIssue('disk-too-small', ['disk'], params));
  }
  return { layout: wholeDiskLayout(disk, scheme, rootFileSystem, swapBytes), issues: [] };
}

/** The layout of the disk that the request names, and of those that belong to it. */
function mainLayout(question: LayoutQuestion): LaidOut {
  const layout = question.request.layout ?? { kind: 'erase' };
  switch (layout.kind) {
    case 'erase':
      return layout.raid1 === undefined ? eraseLayout(question) : raid1Layout(question, layout.raid1);
    case 'free-space':
      return besideLayout(question, { kind: 'free-space', changes: new Map(), rootSize: layout.size });
    case 'alongside':
      return alongsideLayout(question, layout);
    case 'replace':
      return replaceLayout(question, layout);
    case 'manual':
      return manualLayout(question, layout);
    case 'mounted':
      return mountedLayout(question, layout);
    case 'keep-data':
      return keepDataLayout(question, layout);
  }
}

/** `layout(facts, request) -> layout | issues`, pure. */
export function planLayout(asked: LayoutQuestion): LaidOut {
  const { partitionBytes, fileBytes, issues } = planSwap(asked);
  if (issues.some(({ severity }) => severity === 'error')) return refusedLayout(...issues);
  const { layout } = asked.request;
  // A root that is kept has one deployment already: half of the least size must be free there, and all of a swap file.
  const fileShare = layout?.kind === 'keep-data' ? 2 * fileBytes : fileBytes;
  const question = { ...asked, rootBytes: asked.rootBytes + fileShare, swapBytes: partitionBytes };
  const laid = withBtrfs(question, mainLayout(question));
  const separate = layout !== undefined && 'separate' in layout ? (layout.separate ?? []) : [];
  const whole = withDiscard(
    question,
    separate.length === 0 ? laid : withSeparateDisks(question, laid, separate),
  );
  const made = whole.layout === null ? null : { ...whole.layout, swapFileBytes: fileBytes };
  const kept = made === null ? [] : [...checkKept(made, asked), ...checkSwapPlace(question, made)];
  const all = [...issues, ...whole.issues, ...kept];
  return kept.some(({ severity }) => severity === 'error')
    ? refusedLayout(...all)
    : { layout: made, issues: all };
}
