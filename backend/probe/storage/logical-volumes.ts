// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';
import type { Volume } from '../../../core/facts/storage-facts.ts';
import type { Runner } from '../../runner/command.ts';
import { withDescendants, type LsblkNode } from '../lsblk-schema.ts';

const TIMEOUT_MS = 60_000;
const COLUMNS = 'lv_name,vg_name,lv_uuid,lv_size,lv_path,devices';

const lvsSchema = z.object({
  report: z.array(
    z.object({
      lv: z.array(
        z.object({
          lv_name: z.string(),
          vg_name: z.string(),
          lv_uuid: z.string(),
          lv_size: z.string().regex(/^\d{1,15}$/),
          lv_path: z.string(),
          /** "/dev/sda5(0),/dev/sdb1(0)": device and first extent of each stripe. */
          devices: z.string(),
        }),
      ),
    }),
  ),
});

/** Whether there is anything that lvs could name. */
export function hasPhysicalVolume(roots: readonly LsblkNode[]): boolean {
  return roots.some((root) => [...withDescendants(root)].some(({ fstype }) => fstype === 'LVM2_member'));
}

/** What device-mapper calls a logical volume: dashes within a name are doubled (lvm(8)). */
function mapperName(group: string, volume: string): string {
  return `${group.replaceAll('-', '--')}-${volume.replaceAll('-', '--')}`;
}

/**
 * The volumes that lvs knows, added to those that are active here, which get their UUID by it. Pure; throws ZodError and
 * SyntaxError. A volume that is not active has no file system that anybody could see.
 */
export function withLogicalVolumes(
  active: readonly Volume[],
  printed: string,
  roots: readonly LsblkNode[],
): Volume[] {
  const names = new Map(
    roots.flatMap((root) => [...withDescendants(root)].map(({ path, kname }) => [path, kname])),
  );
  const volumes = new Map(active.map((volume) => [volume.name, volume]));
  // A volume in several segments has a line for each.
  for (const line of lvsSchema.parse(JSON.parse(printed)).report.flatMap(({ lv }) => lv)) {
    const name = mapperName(line.vg_name, line.lv_name);
    const known = volumes.get(name);
    const devices = line.devices.split(',').map((device) => names.get(device.replace(/\(\d+\)$/, '').trim()));
    const members = new Set([...(known?.members ?? []), ...devices.filter((device) => device !== undefined)]);
    volumes.set(name, {
      ...(known ?? {
        kind: 'lvm',
        name,
        path: line.lv_path,
        level: null,
        sizeBytes: Number(line.lv_size),
        fileSystem: null,
      }),
      uuid: line.lv_uuid,
      members: [...members].sort(),
    });
  }
  return [...volumes.values()].sort((a, b) => a.name.localeCompare(b.name));
}

/** Asks lvs, which neither locks nor writes then (lvs(8), --readonly). Throws CommandError and what is thrown above. */
export async function readLogicalVolumes(
  runner: Runner,
  active: readonly Volume[],
  roots: readonly LsblkNode[],
  signal?: AbortSignal,
): Promise<Volume[]> {
  const report = ['--readonly', '--reportformat=json', '--units=b', '--nosuffix', `--options=${COLUMNS}`];
  const { stdout } = await runner.run({ argv: ['lvs', ...report], timeoutMs: TIMEOUT_MS }, signal);
  return withLogicalVolumes(active, stdout, roots);
}
