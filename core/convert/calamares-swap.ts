// SPDX-License-Identifier: Apache-2.0
import type { SwapRequest } from '../request/layout-request.ts';
import type { CalamaresStorage } from './calamares-storage.ts';

/**
 * The swap that was chosen; undefined: none. The page asks for a partition with "erase" only, and keeps that choice when
 * another one is made after it (ChoicePage.cpp, PartitionActions.cpp): then it makes none. By hand swap is a partition
 * among the others.
 */
export function calamaresSwap({ partitionChoices }: CalamaresStorage): SwapRequest | undefined {
  const install = partitionChoices?.install ?? 'erase';
  switch (partitionChoices?.swap) {
    case 'file':
      return { kind: 'file' };
    case 'small':
      return install === 'erase' ? { kind: 'partition' } : undefined;
    case 'suspend':
      return install === 'erase' ? { kind: 'partition', hibernate: true } : undefined;
    case undefined:
    default:
      return undefined;
  }
}
