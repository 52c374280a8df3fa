// SPDX-License-Identifier: Apache-2.0
import type { FoundJournal } from './find-unfinished.ts';
import { LiveJournal } from './live-journal.ts';
import { eraseTargetJournal, readTargetJournal } from './target-journal.ts';

/** Takes a journal off its disk and out of the live system, as far as it is there. */
export async function forgetJournal({ journal, disk }: FoundJournal, stateDirectory: string): Promise<void> {
  const live = new LiveJournal(stateDirectory);
  const [begin] = await live.read();
  if (begin?.event === 'begin' && begin.runId === journal.runId) await live.erase();
  const onDisk = await readTargetJournal(disk.path);
  if (onDisk?.runId === journal.runId) await eraseTargetJournal(disk.path);
}
