// SPDX-License-Identifier: Apache-2.0
import type { LiveInstaller } from './live-installer.ts';

/** Where a secret could have been left: files of the live system, and arguments and environments of processes. */
const places = {
  files: '/run /var /tmp /etc /root /home',
  processes: '/proc/[0-9]*/cmdline /proc/[0-9]*/environ',
};
const SEARCH_MS = 600_000;

/** Files and processes of the live system that hold one of some texts; the search itself is not one of them. */
export async function holdersOf(live: LiveInstaller, ...texts: readonly string[]): Promise<string> {
  await live.sh('rm -f /dev/shm/sought');
  for (const text of texts) {
    const half = Math.floor(text.length / 2);
    // In two halves: neither the shell that searches nor the console's echo has the whole.
    const put = `a='${text.slice(0, half)}'; b='${text.slice(half)}'; printf '%s%s\\n' "$a" "$b" >> /dev/shm/sought`;
    await live.sh(put);
  }
  // Not the medium and the live root below /run, which are large and read-only.
  const files = `find ${places.files} -xdev -type f -size -32M -exec grep -lFs --binary-files=text -f /dev/shm/sought {} + || true`;
  const processes = `grep -lFs --binary-files=text -f /dev/shm/sought ${places.processes} || true`;
  const found = await live.sh(`${files}; ${processes}; rm /dev/shm/sought`, SEARCH_MS);
  return found.trim();
}
