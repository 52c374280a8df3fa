// SPDX-License-Identifier: Apache-2.0
import { assert, property } from 'fast-check';
import { expect, test } from 'vitest';
import type { Disk, Facts } from '../../core/facts/facts.ts';
import { makePlan } from '../../core/plan/make-plan.ts';
import { planSchema, type Plan } from '../../core/plan/plan.ts';
import type { Step } from '../../core/plan/step.ts';
import { alignmentOf } from '../../core/plan/storage/alignment.ts';
import { deviceOf, type LayoutDisk, type PlannedPartition } from '../../core/plan/storage/layout.ts';
import { checkRequest } from '../../core/request/check-request.ts';
import { requestSchema, type Request } from '../../core/request/request.ts';
import { machineAndLayout } from './storage-arbitraries.ts';
import { applySfdisk, tableOf, tableText, type Table, type TableChange } from './table-model.ts';

const CASES = process.env['PARTICLEOS_LONG'] === undefined ? 5000 : 200_000;
const SECTOR = 512;

interface Case {
  readonly plan: Plan;
  readonly facts: Facts;
}
type Rule = (one: Case) => void;

/** expect() is too slow for a million comparisons. */
function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}

function diskOf({ facts }: Case, planned: LayoutDisk): Disk {
  const found = facts.disks.find(({ path }) => path === planned.identity.path);
  if (found === undefined) throw new Error(`${planned.identity.path} is no disk of this machine`);
  return found;
}

/** Every table as sfdisk would leave it, and every change on the way. */
function written({ plan, facts }: Case): { tables: Map<string, Table>; changes: TableChange[] } {
  const tables = new Map(facts.disks.map((disk) => [disk.path, tableOf(disk)]));
  const changes: TableChange[] = [];
  for (const step of plan.steps) {
    const change = applySfdisk(step, tables);
    if (change === null) continue;
    tables.set(change.disk, change.after);
    changes.push(change);
  }
  return { tables, changes };
}

const stays = ({ action }: PlannedPartition): boolean => action !== 'delete';
const isNew = ({ action }: PlannedPartition): boolean => action === 'create';

const noOverlap: Rule = (one) => {
  for (const planned of one.plan.layout.disks) {
    const disk = diskOf(one, planned);
    const usable = disk.usable ?? { startBytes: 34 * SECTOR, endBytes: disk.sizeBytes - 33 * SECTOR };
    let end = 0;
    for (const p of planned.partitions.filter(stays)) {
      must(p.startBytes >= end, `${p.path} overlaps`);
      must(p.sizeBytes > 0, `${p.path} is empty`);
      end = p.startBytes + p.sizeBytes;
      if (!isNew(p)) continue;
      must(p.startBytes % alignmentOf(disk) === 0, `${p.path} is not aligned`);
      must(p.sizeBytes % disk.logicalSectorBytes === 0, `${p.path} is no whole number of sectors`);
      must(p.startBytes >= usable.startBytes && end <= usable.endBytes, `${p.path} is outside of the table`);
    }
    const numbers = planned.partitions.filter(stays).map(({ number }) => number);
    must(new Set(numbers).size === numbers.length, 'two partitions of one number');
    must(
      numbers.every((number) => number >= 1 && number <= 128),
      'a number that no table has',
    );
  }
};

/** Whatever the steps do to the tables is what the layout says, and what is kept stays to the sector. */
const tablesAreThePlanned: Rule = (one) => {
  const { tables } = written(one);
  for (const planned of one.plan.layout.disks) {
    const table = tables.get(planned.identity.path) ?? new Map();
    const there = planned.partitions.filter(stays);
    must(table.size === there.length, `${table.size} partitions instead of ${there.length}`);
    for (const p of there) {
      const entry = table.get(p.number);
      must(entry?.start === p.startBytes / planned.sectorBytes, `${p.path} starts elsewhere`);
      must(entry?.size === p.sizeBytes / planned.sectorBytes, `${p.path} has another size`);
      must((entry?.type ?? null) === p.typeGuid, `${p.path} has another type`);
      must(
        (entry?.uuid ?? null) === p.partUuid && (entry?.name ?? null) === p.label,
        `${p.path} has another name`,
      );
      must((entry?.flags ?? '') === p.flags.join(' '), `${p.path} has other attributes`);
      const old = diskOf(one, planned).partitions.find(({ number }) => number === p.number);
      if (isNew(p)) continue;
      must(old?.startBytes === p.startBytes && old.partUuid === p.partUuid, `${p.path} is another one`);
      must(p.action === 'resize' || old?.sizeBytes === p.sizeBytes, `${p.path} was resized`);
    }
  }
  for (const disk of one.facts.disks) {
    if (one.plan.layout.disks.some(({ identity }) => identity.path === disk.path)) continue;
    must(tableText(tables.get(disk.path) ?? new Map()) === tableText(tableOf(disk)), 'a table nobody named');
  }
};

const undoIsTheReverse: Rule = (one) => {
  const { tables, changes } = written(one);
  for (const { disk, undo } of changes.toReversed()) tables.set(disk, undo(tables.get(disk) ?? new Map()));
  for (const disk of one.facts.disks)
    must(
      tableText(tables.get(disk.path) ?? new Map()) === tableText(tableOf(disk)),
      `${disk.path} is not as before`,
    );
};

/** The program of a step without the lock around it. */
function program(step: Step): readonly string[] {
  if (step.kind !== 'command') return [];
  const at = step.argv[0] === 'udevadm' ? step.argv.indexOf('--') + 1 : 0;
  return step.argv.slice(at);
}

const makers = ['mkfs.ext4', 'mkfs.btrfs', 'mkfs.xfs', 'mkfs.vfat', 'mkswap'];
const resizers = ['ntfsresize', 'resize2fs', 'e2fsck', 'unshare'];
/** What writes to no disk by its node, or reads only. */
const harmless = ['blkid', 'udevadm', 'efibootmgr', 'podman'];

/** Every program that is given a node of a disk writes there what the layout says, and nowhere else. */
const writesWhereItMay: Rule = ({ plan }) => {
  const partitions = plan.layout.disks.flatMap((disk) => disk.partitions.map((p) => ({ ...p, disk })));
  const find = (path: string): (PlannedPartition & { disk: LayoutDisk }) | undefined =>
    partitions.find((p) => p.path === path && stays(p));
  const byPath = new Map(plan.layout.disks.map((disk) => [disk.identity.path, disk]));
  for (const step of plan.steps) {
    const [name = '', ...args] = program(step);
    if (name === 'udevadm') continue;
    for (const path of args
      .filter((arg) => /^(of=)?\/dev\/[a-z]/.test(arg))
      .map((arg) => arg.replace('of=', ''))) {
      const partition = find(path);
      const disk = byPath.get(path);
      const allowed =
        harmless.includes(name) ||
        (name === 'sfdisk' && disk !== undefined) ||
        (makers.includes(name) && ['create', 'format'].includes(partition?.action ?? '')) ||
        (resizers.includes(name) && partition?.action === 'resize') ||
        (['dd', 'blkdiscard'].includes(name) && disk?.table === 'new') ||
        (name === 'grub-install' &&
          disk?.partitions.some((p) => p.role === 'bios-boot' && stays(p)) === true) ||
        (name === 'bootc' && disk?.table === 'new');
      // bootc to-disk is run in a container, which is given /dev.
      must(allowed || path === '/dev:/dev', `${step.id}: ${name} ${path}`);
    }
  }
  // What is made lies in no partition that is kept: by the table, whose overlaps were looked for.
  for (const { action, partitions: on } of plan.layout.fileSystems)
    for (const path of on)
      must(
        ['create', 'format'].includes(find(path)?.action ?? '') === (action === 'make'),
        `${path} is ${action}`,
      );
};

const looksThenWrites: Rule = ({ plan }) => {
  const at = (holds: (step: Step) => boolean): number[] =>
    plan.steps.flatMap((step, index) => (holds(step) ? [index] : []));
  const firstWrite = at(({ leaves }) => leaves !== undefined && leaves !== 'untouched')[0] ?? Infinity;
  const looks = at(({ id }) => id.startsWith('disk-identity'));
  must(looks.length === plan.layout.disks.length, 'a disk is not looked at');
  must(
    looks.every((index) => index < firstWrite),
    'a disk is looked at too late',
  );
  must(
    at(({ id }) => id.startsWith('backup-table')).length === plan.layout.disks.length,
    'a table is not noted',
  );
  const tables = at((step) => program(step)[0] === 'sfdisk' && !program(step).includes('--dump'));
  const shrinks = at(({ leaves }) => leaves === 'shrunk');
  const made = at((step) => makers.includes(program(step)[0] ?? ''));
  must(Math.max(-1, ...shrinks) < Math.min(Infinity, ...tables), 'shrunk after the table was');
  must(Math.min(Infinity, ...made) > Math.max(-1, ...tables), 'made before its partition');
  const order = ['shrunk', 'table-changed', 'table-replaced', 'formatted', 'system-incomplete'];
  const states = plan.steps.flatMap(({ leaves }) => (leaves === undefined ? [] : [order.indexOf(leaves)]));
  const early = states.filter((state) => state >= 3);
  must(
    early.every((state, index) => state >= (early[index - 1] ?? 0)),
    'a state goes backwards',
  );
};

const hasItsParts: Rule = ({ plan, facts }) => {
  const { disks, fileSystems } = plan.layout;
  const roles = disks.flatMap(({ partitions }) => partitions.filter(stays).map(({ role }) => role));
  const count = (role: string): number => roles.filter((candidate) => candidate === role).length;
  must(count('root') === 1, 'the root is not there once');
  must(fileSystems.filter(({ mount }) => mount === '/').length === 1, 'no root is mounted, or two');
  must(count('esp') === 1 || facts.firmware?.kind === 'bios', 'no ESP, or two');
  must(facts.firmware?.kind !== 'bios' || plan.engine === 'bootc' || count('bios-boot') >= 1, 'no BIOS boot');
  const mounts = fileSystems.flatMap(({ mount }) => (mount === null ? [] : [mount]));
  must(new Set(mounts).size === mounts.length, 'two file systems at one place');
  must(new Set(fileSystems.map(deviceOf)).size === fileSystems.length, 'two file systems on one device');
};

const losesWhatItSays: Rule = (one) => {
  const gone = one.plan.layout.disks.flatMap((planned) => {
    const disk = diskOf(one, planned);
    if (planned.table === 'new') return disk.partitions.map(({ name }) => name);
    const numbers = planned.partitions
      .filter(({ action }) => action === 'delete' || action === 'format')
      .map(({ number }) => number);
    return disk.partitions.filter((p) => numbers.includes(p.number ?? 0)).map(({ name }) => name);
  });
  const said = one.plan.lost.map((line) => line.split(':')[0] ?? '');
  must(gone.toSorted().join() === said.toSorted().join(), `lost: ${gone.join()}, said: ${said.join()}`);
};

const survivesJson: Rule = ({ plan }) => {
  const text = JSON.stringify(plan);
  must(JSON.stringify(planSchema.parse(JSON.parse(text))).length === text.length, 'schema drops a key');
};

const rules: Readonly<Record<string, Rule>> = {
  noOverlap,
  tablesAreThePlanned,
  undoIsTheReverse,
  writesWhereItMay,
  looksThenWrites,
  hasItsParts,
  losesWhatItSays,
  survivesJson,
};

function planOf(facts: Facts, request: Request): Plan | null {
  const { plan, issues } = makePlan(facts, request);
  must((plan === null) === issues.some(({ severity }) => severity === 'error'), 'neither plan nor reason');
  must(JSON.stringify(makePlan(facts, request)) === JSON.stringify({ plan, issues }), 'another plan');
  return plan;
}

test(`${CASES} machines and layouts: every plan keeps every rule`, { timeout: 3_600_000 }, () => {
  const planned = new Map<string, number>();
  const check = property(machineAndLayout, ({ facts, request }) => {
    must(requestSchema.safeParse(request).success, 'the generator made a malformed request');
    if (checkRequest(request).some(({ severity }) => severity === 'error')) return;
    const plan = planOf(facts, request);
    if (plan === null) return;
    planned.set(plan.layout.kind, (planned.get(plan.layout.kind) ?? 0) + 1);
    for (const [name, rule] of Object.entries(rules)) {
      try {
        rule({ plan, facts });
      } catch (error) {
        throw new Error(`the rule ${name} is broken`, { cause: error });
      }
    }
  });
  expect(() => assert(check, { numRuns: CASES, includeErrorInReport: true })).not.toThrow();
  // The generator is worth something only when each layout is planned often.
  const seldom = ['erase', 'free-space', 'alongside', 'replace', 'manual'].filter(
    (kind) => (planned.get(kind) ?? 0) < CASES / 200,
  );
  expect(seldom).toEqual([]);
});
