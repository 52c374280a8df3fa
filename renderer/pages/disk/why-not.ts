// SPDX-License-Identifier: Apache-2.0
import type { Disk, Facts, Holder } from '../../../core/facts/facts.ts';
import { selectorFor } from '../../../core/facts/selector-for.ts';
import { unreleasable } from '../../../core/plan/release-steps.ts';
import type { MessageKey } from '../../i18n/en.ts';

/** What uses a disk, each once: mount points, swap, volumes. */
export function namesOfHolders(holders: readonly Holder[]): string {
  return [...new Set(holders.map(({ name }) => name))].join(', ');
}

/** Why a disk cannot be chosen; null when it can. What can be let go of is no reason. */
export function whyNot(
  disk: Disk,
  facts: Facts,
): { readonly key: MessageKey; readonly values?: Readonly<Record<string, string>> } | null {
  if (disk.unsuitable !== null) return { key: `disk.reason.${disk.unsuitable}` };
  const held = unreleasable(disk, facts);
  if (held.length > 0) return { key: 'disk.reason.busy', values: { holders: namesOfHolders(held) } };
  return selectorFor(disk, facts) === null ? { key: 'disk.reason.noIdentity' } : null;
}
