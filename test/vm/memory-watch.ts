// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';

/** Its lines come with those of the installing service (install-watch.ts). */
export const MEMORY_UNIT = 'particleos-memory-watch.service';

const unit = `[Unit]
Description=Watch the memory of the live system while it installs

[Service]
ExecStart=/bin/sh %d/particleos.memory
LoadCredential=particleos.memory
`;

/** What was seen of the live system's memory, sampled every second. */
export interface MemorySeen {
  /** The most that was ever in tmpfs files: all that is written below /run, /tmp and into the live root. */
  readonly tmpfsPeakBytes: number;
  readonly availableLeastBytes: number;
  readonly oomKills: number;
}

/** Credentials that watch the memory of a live system from the start of the installing service on. */
export async function memoryWatchCredentials(): Promise<Readonly<Record<string, string>>> {
  return {
    [`systemd.extra-unit.${MEMORY_UNIT}`]: unit,
    'systemd.unit-dropin.multi-user.target': `[Unit]\nWants=${MEMORY_UNIT}\n`,
    'particleos.memory': await readFile(new URL('memory-watch.sh', import.meta.url), 'utf8'),
  };
}

/** The last record of the watch; an error when it never spoke, because silence is no proof. */
export function memorySeen(journal: readonly string[]): MemorySeen {
  const records = journal.flatMap((line) => {
    const match = /^particleos-memory: tmpfs-peak-kib (\d+) available-least-kib (\d+) oom-kills (\d+)$/.exec(
      line,
    );
    return match === null ? [] : [match.slice(1).map(Number)];
  });
  const [tmpfs, available, oomKills] = records.at(-1) ?? [];
  if (tmpfs === undefined || available === undefined || oomKills === undefined)
    throw new Error('the watch of the memory said nothing');
  return { tmpfsPeakBytes: tmpfs * 1024, availableLeastBytes: available * 1024, oomKills };
}
