// SPDX-License-Identifier: Apache-2.0
import { planSchema } from '../../core/plan/plan.ts';
import type { Step } from '../../core/plan/step.ts';
import { alignmentOf } from '../../core/plan/storage/alignment.ts';
import { deviceOf } from '../../core/plan/storage/layout.ts';
import {
  bootcLaysOut,
  diskOf,
  isKeyStep,
  isMade,
  isNew,
  makers,
  must,
  program,
  stays,
  type Case,
  type Rule,
} from './storage-rules.ts';
import { applySfdisk, tableOf, tableText, type Table, type TableChange } from './table-model.ts';

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

const noOverlap: Rule = (one) => {
  for (const planned of one.plan.layout.disks) {
    const disk = diskOf(one, planned);
    const sector = disk.logicalSectorBytes;
    // Two headers, each with 16 KiB of entries, and the protective MBR.
    const tableBytes = sector + 16 * 1024;
    const usable = disk.usable ?? { startBytes: sector + tableBytes, endBytes: disk.sizeBytes - tableBytes };
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
    const most = planned.table === 'new' ? 128 : (disk.tableEntries ?? 128);
    must(
      planned.partitions.filter(isNew).every(({ number }) => number >= 1 && number <= most),
      'a number that the table has no room for',
    );
    const isChanged = planned.partitions.some(({ action }) =>
      ['create', 'delete', 'resize'].includes(action),
    );
    must(planned.table === 'new' || !isChanged || disk.hybridTable !== true, 'an MBR says otherwise');
  }
};

/** Whatever the steps do to the tables is what the layout says, and what is kept stays to the sector. */
const tablesAreThePlanned: Rule = (one) => {
  if (bootcLaysOut(one)) return;
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
  const made = at((step) => makers.includes(program(step)[0] ?? '') || isKeyStep(step));
  must(Math.max(-1, ...shrinks) < Math.min(Infinity, ...tables), 'shrunk after the table was');
  const cut = at(
    (step) => step.id.startsWith('resize-content-') && !(step.kind === 'command' && step.uncut === true),
  );
  must(cut.length === 0, 'a cancel cuts what resizes a file system');
  must(Math.min(Infinity, ...made) > Math.max(-1, ...tables), 'made before its partition');
  const order = ['shrunk', 'table-changed', 'table-replaced', 'formatted', 'system-incomplete'];
  const states = plan.steps.flatMap(({ leaves }) => (leaves === undefined ? [] : [order.indexOf(leaves)]));
  const early = states.filter((state) => state >= 3);
  must(
    early.every((state, index) => state >= (early[index - 1] ?? 0)),
    'a state goes backwards',
  );
};

const hasItsParts: Rule = ({ plan, facts, request }) => {
  const { disks, fileSystems } = plan.layout;
  const roles = disks.flatMap(({ partitions }) => partitions.filter(stays).map(({ role }) => role));
  const count = (role: string): number => roles.filter((candidate) => candidate === role).length;
  const each = request.layout?.kind === 'erase' && request.layout.raid1 !== undefined ? 2 : 1;
  must(count('root') === each, 'the root is not there once on each disk');
  must(fileSystems.filter(({ mount }) => mount === '/').length === 1, 'no root is mounted, or two');
  must(count('esp') === each || facts.firmware?.kind === 'bios', 'no ESP, or one too many');
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

/** What a hibernated Linux may count on is neither made smaller nor used, and a Debian that cannot be seen keeps its loader. */
const sparesWhatSleeps: Rule = ({ plan, facts }) => {
  const { kind, disks } = plan.layout;
  if (kind === 'mounted') return;
  const left = facts.disks.flatMap((disk) => {
    const planned = disks.find(({ identity }) => identity.path === disk.path);
    return disk.partitions.flatMap((found) => {
      const p = planned?.partitions.find(({ number, was }) => was !== null && number === found.number);
      const isGone = planned?.table === 'new' || (p !== undefined && (!stays(p) || isMade(p)));
      return isGone ? [] : [{ found, action: p?.action, role: p?.role, systems: disk.systems }];
    });
  });
  const isThere = (fileSystem: string): boolean => left.some(({ found }) => found.fileSystem === fileSystem);
  const resized = left.filter(({ action }) => action === 'resize').map(({ found }) => found.fileSystem ?? '');
  must(!isThere('swsuspend') || resized.every((one) => one === 'ntfs'), 'a hibernated Linux is made smaller');
  for (const { found, role, systems } of left) {
    if (role !== 'esp' || kind === 'keep-data' || plan.engine !== 'ostree') continue;
    const isKnown = systems.some((system) => system.esp === found.name && system.kind !== 'windows');
    const isDebians = found.loaders?.includes('debian') === true && !isKnown;
    must(!isDebians || !isThere('crypto_LUKS'), 'the loader of a system that cannot be seen is overwritten');
  }
};

const survivesJson: Rule = ({ plan }) => {
  const text = JSON.stringify(plan);
  must(JSON.stringify(planSchema.parse(JSON.parse(text))).length === text.length, 'schema drops a key');
};

export const tableRules: Readonly<Record<string, Rule>> = {
  noOverlap,
  tablesAreThePlanned,
  undoIsTheReverse,
  looksThenWrites,
  hasItsParts,
  losesWhatItSays,
  sparesWhatSleeps,
  survivesJson,
};
