// SPDX-License-Identifier: Apache-2.0
import { deviceOf, fileSystemOf, type LayoutDisk } from '../../../core/plan/storage/layout.ts';
import type { ActionContext } from '../../execute/context.ts';
import type { Proof } from './finding.ts';
import { tableFindings } from './table-findings.ts';

async function proveDisk(
  disk: LayoutDisk,
  foreignTable: boolean,
  { runner }: ActionContext,
): Promise<string[]> {
  const argv = ['sfdisk', '--json', disk.identity.path] as const;
  const { stdout } = await runner.run({ argv, timeoutMs: 60_000 });
  return tableFindings(disk, foreignTable, stdout);
}

/** The tables on the disks are the planned ones, and each file system has the UUID that was written down. */
export const proveTable: Proof = async ({ layout, foreignTable, uuids }, context) => {
  const { runner } = context;
  const findings: string[] = [];
  for (const disk of layout.disks) findings.push(...(await proveDisk(disk, foreignTable, context)));
  for (const role of ['root', 'boot', 'esp'] as const) {
    const fileSystem = fileSystemOf(layout, role);
    if (uuids[role] === null || fileSystem === undefined) continue;
    const path = deviceOf(fileSystem);
    const argv = ['blkid', '--probe', '--output', 'value', '--match-tag', 'UUID', path] as const;
    const uuid = (await runner.run({ argv, timeoutMs: 60_000, okExitCodes: [0, 2] })).stdout.trim();
    if (uuid === '' || uuid !== uuids[role]) findings.push(`the file system of ${role} has UUID "${uuid}"`);
  }
  return findings;
};
