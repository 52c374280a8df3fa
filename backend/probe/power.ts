// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { listIfThere, readIfThere } from './read-if-there.ts';

/**
 * Whether the machine runs on its battery, null when that is not clear
 * (Documentation/ABI/testing/sysfs-class-power: type, scope, online, status).
 */
export async function readOnBattery(root: string): Promise<boolean | null> {
  const base = join(root, 'sys/class/power_supply');
  const names = await listIfThere(base);
  if (names === null) throw new Error('/sys/class/power_supply does not exist');
  const supplies = await Promise.all(
    names.map(async (name) => {
      const read = async (attribute: string): Promise<string | undefined> =>
        (await readIfThere(join(base, name, attribute)))?.trim();
      const [type, scope, online, status] = await Promise.all(
        ['type', 'scope', 'online', 'status'].map(read),
      );
      return { type, scope, online, status };
    }),
  );
  // A mouse or headset reports its own battery with scope "Device".
  const batteries = supplies.filter((s) => s.type === 'Battery' && s.scope !== 'Device');
  if (batteries.length === 0) return false;
  const plugs = supplies.filter(
    (s) => s.type !== 'Battery' && s.scope !== 'Device' && s.online !== undefined,
  );
  if (plugs.some((plug) => plug.online === '1' || plug.online === '2')) return false;
  if (batteries.some((battery) => battery.status === 'Discharging')) return true;
  if (plugs.length > 0) return true;
  return batteries.some((battery) => battery.status === 'Unknown' || battery.status === undefined)
    ? null
    : false;
}
