// SPDX-License-Identifier: Apache-2.0
import type { Measured } from './measured.ts';

/** What `btrfs inspect-internal dump-super` says. Pure; null when it is no such text. The minimum needs a mount. */
export function measureBtrfs(dumped: string): (Measured & { readonly devices: number }) | null {
  const count = (name: string): number =>
    Number(new RegExp(`^${name}\\s+(\\d{1,15})$`, 'm').exec(dumped)?.[1] ?? Number.NaN);
  const devices = count('num_devices');
  // Of several devices each knows only what it has handed out itself.
  const usedBytes = count(devices === 1 ? 'bytes_used' : String.raw`dev_item\.bytes_used`);
  if (!Number.isSafeInteger(devices) || !Number.isSafeInteger(usedBytes)) return null;
  // A tree of writes that were only logged yet: to be replayed at the next mount.
  return { usedBytes, minimumBytes: null, condition: count('log_root') === 0 ? 'clean' : 'dirty', devices };
}
