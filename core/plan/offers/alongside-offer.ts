// SPDX-License-Identifier: Apache-2.0
import type { Disk, Partition } from '../../facts/facts.ts';
import type { Issue } from '../../issues/issue.ts';
import type { LayoutRequest, PartitionSelector } from '../../request/layout-request.ts';
import { alignmentOf } from '../storage/alignment.ts';
import { MiB } from '../storage/partition-sizes.ts';
import type { Judge } from './judge.ts';
import type { Offer } from './offer.ts';

const GiB = 1024 * MiB;

/** Bytes that a plan misses beside a partition; null: that is not what stands against it. What is wrong with every layout may. */
function missingRoom(issues: readonly Issue[]): number | null {
  const inLayout = issues.filter(isOfLayout);
  const [small, ...others] = inLayout;
  if (small?.code !== 'free-space-small' || others.length > 0) return null;
  const { missingBytes } = small.params;
  return typeof missingBytes === 'number' ? missingBytes : null;
}

function isOfLayout({ path: [place] }: Issue): boolean {
  return place === 'layout';
}

/** Half of what is to share for each, on whole GiB where that is within the room. */
function fairShare(minBytes: number, maxBytes: number): number {
  const half = minBytes + (maxBytes - minBytes) / 2;
  const whole = Math.round(half / GiB) * GiB;
  return whole >= minBytes && whole <= maxBytes ? whole : Math.floor(half / MiB) * MiB;
}

/**
 * The new system beside what is on a partition. How large that may stay the planner is asked: where little is given it
 * says how much is missing, and what then still is: alignment. Little, but so much that there is an aligned place: with
 * less the planner would look for one behind the next partition.
 */
export function alongsideOffer(
  disk: Disk,
  partition: Partition,
  shrink: PartitionSelector,
  judge: Judge,
): Pick<Offer, 'kind' | 'layout' | 'room' | 'issues'> {
  const kind = 'alongside';
  const at = (to: number): LayoutRequest => ({ kind, shrink, to });
  const givenBytes = MiB + 2 * Math.max(MiB, alignmentOf(disk));
  const largest = Math.floor((partition.sizeBytes - givenBytes) / MiB) * MiB;
  const minBytes = Math.max(MiB, Math.ceil((partition.minimumBytes ?? 0) / MiB) * MiB);
  if (largest < minBytes) {
    // It has nothing to give: the planner has the words for that.
    const smallest = Math.min(minBytes, Math.max(MiB, largest));
    return { kind, layout: at(smallest), room: null, issues: judge(at(smallest)) };
  }
  let maxBytes = largest;
  let issues = judge(at(maxBytes));
  for (let tries = 0; tries < 4; tries += 1) {
    const missingBytes = missingRoom(issues);
    if (missingBytes === null) break;
    const smaller = maxBytes - Math.ceil(missingBytes / MiB) * MiB;
    if (smaller < minBytes) {
      // It would take more than the partition can give: the planner's own words for that.
      const refused = judge(at(minBytes));
      return { kind, layout: at(minBytes), room: null, issues: refused.length > 0 ? refused : issues };
    }
    maxBytes = smaller;
    issues = judge(at(maxBytes));
  }
  if (issues.some(isOfLayout)) return { kind, layout: at(maxBytes), room: null, issues };
  return { kind, layout: at(fairShare(minBytes, maxBytes)), room: { minBytes, maxBytes }, issues };
}
