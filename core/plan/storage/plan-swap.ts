// SPDX-License-Identifier: Apache-2.0
import type { Facts } from '../../facts/facts.ts';
import { errorIssue, uncheckedIssue, type Issue } from '../../issues/issue.ts';
import { bytesOf } from '../../request/byte-size.ts';
import type { SwapRequest } from '../../request/layout-request.ts';
import type { LayoutQuestion } from './layout-question.ts';
import { LUKS_HEADER_BYTES, MiB } from './partition-sizes.ts';

/** What swap asks of a layout. */
export interface SwapPlan {
  /** Size of a partition of its own; null: none is made. */
  readonly partitionBytes: number | null;
  /** Bytes of the root that a swap file takes. */
  readonly fileBytes: number;
  readonly issues: readonly Issue[];
}

/** More is seldom used where nobody hibernates. */
const MOST_BY_ITSELF = 8 * 1024 * MiB;

/** What a machine with that memory needs of a partition to hibernate into it. */
export function hibernationBytes({ facts, request }: Pick<LayoutQuestion, 'facts' | 'request'>): number {
  return facts.memoryBytes + (request.encryption === undefined ? 0 : LUKS_HEADER_BYTES);
}

function whole(bytes: number): number {
  return Math.ceil(bytes / MiB) * MiB;
}

/** Why this machine cannot hibernate, in words; null when it can, as far as that is known. */
function cannotHibernate({ facts, request: { layout } }: LayoutQuestion): string | null {
  // kernel_lockdown(7): no hibernation under Secure Boot, whose image could be exchanged.
  if (facts.firmware?.secureBoot === true) return 'Secure Boot is on, and the kernel refuses it then';
  if (layout?.kind === 'mounted') return 'a partition that somebody else has made is not set up for it';
  const unlock = facts.image?.content?.unlock ?? null;
  if (unlock?.read === true && unlock.resume === false)
    return 'the initramfs of the image lacks systemd-hibernate-resume with its generator';
  const ukis = facts.image?.content?.ukis ?? [];
  return ukis.length > 0 ? 'the image takes no kernel arguments, which name where to resume from' : null;
}

function checkHibernation(
  question: LayoutQuestion,
  { size }: Extract<SwapRequest, { kind: 'partition' }>,
): Issue[] {
  const at = ['swap', 'hibernate'];
  const why = cannotHibernate(question);
  if (why !== null) return [errorIssue('hibernate-cannot', at, { why })];
  const neededBytes = question.facts.memoryBytes;
  if (size === undefined || bytesOf(size) >= neededBytes) return [];
  return [errorIssue('hibernate-small', ['swap', 'size'], { neededBytes, foundBytes: bytesOf(size) })];
}

/** Layouts whose partitions somebody names, and those that make none. */
function checkPartition({ request: { layout } }: LayoutQuestion): Issue[] {
  const kind = layout?.kind ?? 'erase';
  const engine = 'this installer';
  const refuse = (why: string): Issue[] => [errorIssue('layout-engine', ['swap'], { kind, engine, why })];
  if (kind === 'mounted' || kind === 'keep-data') return refuse('it makes no partition; use a file or zram');
  if (layout?.kind === 'erase' && layout.raid1 !== undefined)
    return refuse('a swap partition would not outlive its disk; use a file or zram');
  const byHand = layout?.kind === 'manual';
  const lines = byHand ? layout.disks.flatMap(({ partitions }) => partitions) : [];
  const has = lines.some((line) => 'role' in line && line.role === 'swap');
  return byHand && !has
    ? [errorIssue('layout-not-by-hand', ['layout', 'disks'], { what: 'a partition for swap', role: 'swap' })]
    : [];
}

/** Why there is no swap in compressed memory: without the generator its configuration is a file that nobody reads. */
export function checkZram({ image }: Pick<Facts, 'image'>): Issue[] {
  const has = image?.content?.zramGenerator;
  if (has === true) return [];
  return [has === undefined ? uncheckedIssue('zram-unread', ['swap']) : errorIssue('zram-absent', ['swap'])];
}

/** What swap there will be; sizes are rounded up to whole MiB. */
export function planSwap(question: LayoutQuestion): SwapPlan {
  const { swap } = question.request;
  const none: SwapPlan = { partitionBytes: null, fileBytes: 0, issues: [] };
  const byItself = Math.min(question.facts.memoryBytes, MOST_BY_ITSELF);
  switch (swap?.kind ?? 'none') {
    case 'none':
      return none;
    case 'zram':
      return { ...none, issues: checkZram(question.facts) };
    case 'file': {
      const size = swap?.kind === 'file' ? swap.size : undefined;
      return { ...none, fileBytes: whole(size === undefined ? byItself : bytesOf(size)) };
    }
    case 'partition': {
      if (swap?.kind !== 'partition') return none;
      const issues = [
        ...checkPartition(question),
        ...(swap.hibernate === true ? checkHibernation(question, swap) : []),
      ];
      const byHand = question.request.layout?.kind === 'manual';
      const header = question.request.encryption === undefined ? 0 : LUKS_HEADER_BYTES;
      const least = header + (swap.hibernate === true ? question.facts.memoryBytes : byItself);
      const bytes = whole(swap.size === undefined ? least : bytesOf(swap.size));
      const missingBytes = header + MiB - bytes;
      if (!byHand && missingBytes > 0) {
        const params = { role: 'swap', foundBytes: bytes, neededBytes: header + MiB, missingBytes };
        issues.push(errorIssue('partition-too-small', ['swap', 'size'], params));
      }
      return { ...none, partitionBytes: byHand ? null : bytes, issues };
    }
  }
}
