// SPDX-License-Identifier: Apache-2.0
import { readLogLines } from '../read-log-lines.ts';
import type { Service } from '../service.ts';
import type { VerbHandlers } from '../verb-handlers.ts';

/** `log`: lines of the newest log after a line number. */
export function logHandler({ options }: Service): VerbHandlers['log'] {
  return ({ after }) => readLogLines(options.logDirectory, after);
}
