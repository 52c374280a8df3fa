// SPDX-License-Identifier: Apache-2.0
import { describeDisk } from '../../facts/disk-identity.ts';
import { warningIssue } from '../../issues/issue.ts';
import type { LaidOut, LayoutQuestion } from './layout-question.ts';

/** Discards every disk that is erased, where that was asked for; one that takes no word of it is named. */
export function withDiscard({ facts, request }: LayoutQuestion, laid: LaidOut): LaidOut {
  const { layout, issues } = laid;
  const isAsked = request.layout?.kind === 'erase' && request.layout.discard === true;
  if (layout === null || !isAsked) return laid;
  const erased = new Set(
    layout.disks.filter(({ table }) => table === 'new').map(({ identity }) => identity.path),
  );
  const able = facts.disks.filter(({ path, discard }) => erased.has(path) && discard).map(({ path }) => path);
  const unable = facts.disks.filter(({ path, discard }) => erased.has(path) && !discard);
  const disks = layout.disks.map((disk) => ({ ...disk, discard: able.includes(disk.identity.path) }));
  const warnings = unable.map((disk) =>
    warningIssue('discard-cannot', ['layout', 'discard'], { disk: describeDisk(disk) }),
  );
  return { layout: { ...layout, disks }, issues: [...issues, ...warnings] };
}
