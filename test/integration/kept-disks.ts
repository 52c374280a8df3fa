// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { factsSchema, type Disk, type Facts } from '../../core/facts/facts.ts';
import { makePlan } from '../../core/plan/make-plan.ts';
import { program } from './storage-rules.ts';
import { givenDisk, givenPartition } from '../../core/plan/storage/given-disk.ts';
import { checkRequest } from '../../core/request/check-request.ts';
import { requestSchema } from '../../core/request/request.ts';

export const GiB = 2 ** 30;
export const MiB = 2 ** 20;
/** Facts of a recorded plan. */
export const load = (name: string): Facts =>
  factsSchema.parse(
    JSON.parse(readFileSync(new URL(`../fixtures/plans/${name}/facts.json`, import.meta.url), 'utf8')),
  );
const enc = load('encrypted-ostree');
const ESP = 'c12a7328-f81f-11d2-ba4b-00a0c93ec93b';

interface Said {
  readonly codes: string[];
  readonly steps: string[];
  readonly plan: ReturnType<typeof makePlan>['plan'];
}

/** What becomes of a request: codes of the issues, and the commands of the plan. */
export function run(facts: Facts, request: object): Said {
  const asked = requestSchema.parse({ version: 1, ...request });
  const { plan, issues } = makePlan(facts, asked);
  const codes = [...checkRequest(asked), ...issues]
    .map(({ severity, code }) => `${severity} ${code}`)
    .filter((code) => !/image-no-update-ref|user-no-login/.test(code));
  return { plan, codes, steps: (plan?.steps ?? []).map((step) => program(step).join(' ')) };
}
/** A partition, with place and size in MiB. */
export const p = (disk: string, number: number, start: number, size: number, more: object) =>
  givenPartition({
    name: `${disk}${number}`,
    number,
    startBytes: start * MiB,
    sizeBytes: size * MiB,
    partUuid: `00000000-0000-4000-8000-00000000000${number}`,
    uuid: `${disk}-u${number}`,
    ...more,
  });
/** A disk of 100 GiB with a GPT that is in order. */
export const gpt = (name: string, partitions: Disk['partitions'], more: Partial<Disk> = {}): Disk =>
  givenDisk({
    name,
    sizeBytes: 100 * GiB,
    table: 'gpt',
    tableId: `t-${name}`,
    partitions,
    usable: { startBytes: 17408, endBytes: 100 * GiB - 17408 },
    backupTable: 'intact',
    ...more,
  });
/** An EFI system partition with room, as the first one. */
export const esp = (disk: string) =>
  p(disk, 1, 1, 512, { type: ESP, fileSystem: 'vfat', usedBytes: 20 * MiB, condition: 'clean' });
/** A machine with these disks, and an image that can be installed encrypted. */
export const uefi = (disks: Disk[], more: Partial<Facts> = {}): Facts => ({
  ...enc,
  firmware: { kind: 'uefi', secureBoot: false },
  disks,
  ...more,
});
/** A Linux, the partition of its root first. */
export const debian = (esp: string | null, partitions: string[]) => ({
  kind: 'linux' as const,
  name: 'Debian GNU/Linux 13',
  version: '13',
  partitions,
  esp,
  stateroots: [],
});
/** The first of the disks, as a request names it. */
export const disk = { serial: 'S-sda' };

export const luks = { kind: 'luks2', passphraseSecret: 'disk', recoveryKey: { show: true } };
/** The table of that disk, changed by hand. */
export const byHand = (...partitions: object[]): object => ({
  kind: 'manual',
  disks: [{ disk, table: 'keep', partitions }],
});
/** What a system needs beside an EFI system partition. */
export const rest = [
  { action: 'create', role: 'boot', size: '1 GiB' },
  { action: 'create', role: 'root' },
];
