// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';
import type { Proof } from './finding.ts';

const sfdiskJson = z.object({
  partitiontable: z.object({
    label: z.string(),
    partitions: z.array(
      z.object({ node: z.string(), start: z.number(), size: z.number(), type: z.string() }),
    ),
  }),
});

/** The table on the disk is the planned one, and each file system has the UUID that was written down. */
export const proveTable: Proof = async ({ layout, foreignTable, uuids }, { runner }) => {
  const { stdout } = await runner.run({ argv: ['sfdisk', '--json', layout.diskPath], timeoutMs: 60_000 });
  const { partitiontable: table } = sfdiskJson.parse(JSON.parse(stdout));
  const findings: string[] = [];
  if (table.label !== 'gpt') findings.push(`the partition table is ${table.label}`);
  for (const planned of layout.partitions) {
    const found = table.partitions.find((p) => p.node === planned.path);
    if (found === undefined) findings.push(`${planned.path} is missing`);
    else if (
      !foreignTable &&
      (found.start * layout.sectorBytes !== planned.startBytes ||
        found.size * layout.sectorBytes !== planned.sizeBytes)
    )
      findings.push(`${planned.path} has another place or size`);
    else if (found.type.toLowerCase() !== planned.typeGuid)
      findings.push(`${planned.path} has type ${found.type}`);
  }
  for (const role of ['root', 'boot', 'esp'] as const) {
    if (uuids[role] === null) continue;
    const path = layout.partitions.find((p) => p.role === role)?.path ?? '';
    const argv = ['blkid', '--probe', '--output', 'value', '--match-tag', 'UUID', path] as const;
    const uuid = (await runner.run({ argv, timeoutMs: 60_000, okExitCodes: [0, 2] })).stdout.trim();
    if (uuid === '' || uuid !== uuids[role]) findings.push(`the file system of ${role} has UUID "${uuid}"`);
  }
  return findings;
};
