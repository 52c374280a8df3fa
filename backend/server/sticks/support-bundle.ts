// SPDX-License-Identifier: Apache-2.0
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Facts } from '../../../core/facts/facts.ts';
import { newestLog } from '../../log/open-log.ts';
import { secretGuard } from '../../log/secret-guard.ts';
import type { Service } from '../service.ts';

const TAR_MS = 60_000;
const JOURNAL_MS = 30_000;

/** Warnings of this boot, and what our units said. Without a journal: why not. */
async function journal({ options }: Service): Promise<string> {
  const argv = [
    'journalctl',
    '--boot',
    '--no-pager',
    '--output=short-monotonic',
    '--priority=warning',
  ] as const;
  try {
    return (await options.runner.run({ argv, timeoutMs: JOURNAL_MS })).stdout;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** What someone who helps needs: facts, the last snapshot, the run's log with its plan, the journal's warnings. No secrets. A .tar.gz. */
export async function supportBundle(service: Service, facts: Facts): Promise<Buffer> {
  const { options, feed, secrets } = service;
  await mkdir(options.stateDirectory, { recursive: true });
  const scratch = await mkdtemp(join(options.stateDirectory, 'support-'));
  const name = 'particleos-support';
  const directory = join(scratch, name);
  try {
    await mkdir(directory);
    // The log is guarded already; the rest should not hold a secret, and this is the net below.
    const guard = secretGuard(secrets.values());
    const lines = (text: string): string => text.split('\n').map(guarded(guard)).join('\n');
    await writeFile(join(directory, 'facts.json'), lines(JSON.stringify(facts, null, 2)));
    await writeFile(join(directory, 'run.json'), lines(JSON.stringify(feed.now, null, 2)));
    await writeFile(join(directory, 'journal.txt'), lines(await journal(service)));
    const log = await newestLog(options.logDirectory);
    if (log !== null) await copyFile(log, join(directory, 'log.jsonl'));
    const file = join(scratch, 'bundle.tar.gz');
    const argv = [
      'tar',
      '--create',
      '--gzip',
      '--file',
      file,
      '--owner=0',
      '--group=0',
      '--directory',
      scratch,
      name,
    ] as const;
    await options.runner.run({ argv, timeoutMs: TAR_MS });
    return await readFile(file);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** The guard speaks JSON lines: a text goes through it as one string. */
function guarded(guard: (line: string) => string): (line: string) => string {
  return (line) => {
    const passed: unknown = JSON.parse(guard(JSON.stringify(line)));
    return typeof passed === 'string' ? passed : '[withheld]';
  };
}
