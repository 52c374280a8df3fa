// SPDX-License-Identifier: Apache-2.0
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

const NAME = /^\d{4}-\d{2}-\d{2}T\d{6}\.\d{3}Z-[\w-]+\.jsonl$/;

/** Name of a run's log: sorts by time, no colon (FAT cannot have one, and logs are saved to USB sticks). */
export function logName(time: Date, runId: string): string {
  return `${time.toISOString().replaceAll(':', '')}-${runId}.jsonl`;
}

/** Names of the logs in a directory, oldest first; other files are not ours. */
export async function logsIn(directory: string): Promise<string[]> {
  return (await readdir(directory)).filter((name) => NAME.test(name)).sort();
}

/** Deletes all but the newest `keep` logs. */
export async function deleteOldLogs(directory: string, keep: number): Promise<void> {
  const old = (await logsIn(directory)).slice(0, -Math.max(1, keep));
  await Promise.all(old.map((name) => rm(join(directory, name), { force: true })));
}
