// SPDX-License-Identifier: Apache-2.0
import type { ProbeCommand } from '../probe.ts';

/** Files that a person has, in the places that a new deployment leaves alone; made once, their sums are kept by the test. */
const WRITE = `set -e
mkdir -p /home/ada/Documents /var/lib/diary
for file in /home/ada/Documents/letter /var/lib/diary/pages; do
    [ -e $file ] || head -c 3000000 /dev/urandom > $file
done
chown ada /home/ada/Documents/letter; chmod 0600 /home/ada/Documents/letter; sync`;
/** Owner, mode, time and sum of each. */
const SUMS =
  'cd /var && stat -c "%n %U %a %Y" home/ada/Documents/letter lib/diary/pages; sha256sum home/ada/Documents/letter lib/diary/pages';

export const readFiles: ProbeCommand = { name: 'sums', script: SUMS };
export const writeFiles: readonly ProbeCommand[] = [{ name: 'write', script: WRITE }, readFiles];
export const countDeployments: ProbeCommand = {
  name: 'deployments',
  script: 'ls -d /ostree/deploy/*/deploy/*.? | wc -l',
};
/** What the sums of the person's own file look like, whatever they are. */
export const LETTER = /^home\/ada\/Documents\/letter ada 600 \d+$/m;
