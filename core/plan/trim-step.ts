// SPDX-License-Identifier: Apache-2.0
import type { Step } from './step.ts';
import { deadline, TARGET } from './target.ts';

/** Tells the disk of the target which blocks are free; a disk that cannot hear it is no fault. */
export const trimStep: Step = {
  kind: 'command',
  id: 'trim',
  phase: 'boot',
  title: 'Tell the disk what is free',
  argv: ['fstrim', '--quiet-unsupported', TARGET],
  timeoutMs: deadline.medium,
  optional: true,
};
