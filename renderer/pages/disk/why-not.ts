// SPDX-License-Identifier: Apache-2.0
import type { Disk, Facts } from '../../../core/facts/facts.ts';
import { selectorFor } from '../../../core/facts/selector-for.ts';
import type { MessageKey } from '../../i18n/en.ts';

/** Why a disk cannot be chosen; null when it can. */
export function whyNot(
  disk: Disk,
  facts: Facts,
): { readonly key: MessageKey; readonly values?: Readonly<Record<string, string>> } | null {
  if (disk.unsuitable !== null) return { key: `disk.reason.${disk.unsuitable}` };
  if (disk.holders.length > 0) {
    const holders = [...new Set(disk.holders.map(({ name }) => name))].join(', ');
    return { key: 'disk.reason.busy', values: { holders } };
  }
  return selectorFor(disk, facts) === null ? { key: 'disk.reason.noIdentity' } : null;
}
