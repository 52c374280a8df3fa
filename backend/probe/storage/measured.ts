// SPDX-License-Identifier: Apache-2.0
import type { Partition } from '../../../core/facts/facts.ts';

/** What a file system's own tool says of it. */
export type Measured = Pick<Partition, 'usedBytes' | 'minimumBytes' | 'condition'>;
