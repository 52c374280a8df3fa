// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { describeRecord } from '../log/describe-record.ts';
import { newestLog } from '../log/open-log.ts';

/** In one answer; a face asks again. */
const MOST_LINES = 500;

/** Records of the newest log after a number of them, a line each. A newer log than the last time begins at 0 again. */
export async function readLogLines(
  directory: string,
  after: number,
): Promise<{ lines: string[]; next: number }> {
  const file = await newestLog(directory);
  if (file === null) return { lines: [], next: 0 };
  const records = (await readFile(file, 'utf8')).split('\n').slice(0, -1);
  const from = after > records.length ? 0 : after;
  const lines = records.slice(from, from + MOST_LINES).map(describeRecord);
  return { lines, next: from + lines.length };
}
