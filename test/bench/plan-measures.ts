// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { factsSchema, type Disk, type Facts } from '../../core/facts/facts.ts';
import { makePlan } from '../../core/plan/make-plan.ts';
import { givenDisk, givenPartition } from '../../core/plan/storage/given-disk.ts';
import type { Request } from '../../core/request/request.ts';
import type { LimitMeasure } from './measure.ts';
import { median } from './pair-times.ts';

const DISKS = 64;
const PARTITIONS = 128;
const GiB = 1024 ** 3;
const ROUNDS = 25;

/** Entries that a system takes where the firmware is UEFI: ESP, /boot and root. */
const ENTRIES_NEEDED = 3;

/** A disk with as many partitions, and room at its end. */
function fullDisk(index: number, count: number): Disk {
  const name = `nvme${index}n1`;
  const partitions = Array.from({ length: count }, (_, at) =>
    givenPartition({
      name: `${name}p${at + 1}`,
      number: at + 1,
      startBytes: (at + 1) * GiB,
      sizeBytes: GiB,
      fileSystem: 'ext4',
      usedBytes: GiB / 2,
      minimumBytes: GiB / 2,
      condition: 'clean',
    }),
  );
  return givenDisk({
    name,
    sizeBytes: 256 * GiB,
    table: 'gpt',
    backupTable: 'intact',
    usable: { startBytes: 1024 ** 2, endBytes: 256 * GiB - 1024 ** 2 },
    partitions,
  });
}

/** Planning beside what is on a machine with 64 disks of 128 partitions each; the chosen one has entries left for the system. */
export const plan64Disks: LimitMeasure = {
  name: 'plan-64-disks',
  kind: 'limit',
  unit: 'ms',
  limit: 50,
  find: async ({ pairs }) => {
    const file = new URL('../fixtures/plans/free-space-beside-windows/facts.json', import.meta.url);
    const base: Facts = factsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    const chosen = DISKS - 1;
    const facts = {
      ...base,
      disks: Array.from({ length: DISKS }, (_, index) =>
        fullDisk(index, index === chosen ? PARTITIONS - ENTRIES_NEEDED : PARTITIONS),
      ),
    };
    const request: Request = {
      version: 1,
      disk: { serial: `S-nvme${chosen}n1` },
      layout: { kind: 'free-space' },
    };
    const times: number[] = [];
    for (let round = 0; round < (pairs ?? ROUNDS); round += 1) {
      const started = performance.now();
      const { plan, issues } = makePlan(facts, request);
      times.push(performance.now() - started);
      if (plan === null) throw new Error(`no plan: ${issues.map(({ code }) => code).join(', ')}`);
    }
    const [cold = 0, ...warm] = times;
    const details = [
      `${times.length} plans; the first of the process in ${cold.toFixed(1)} ms, the slowest after it in ${Math.max(...warm).toFixed(1)} ms`,
    ];
    return Promise.resolve({ value: median(times), details });
  },
};
