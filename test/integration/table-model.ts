// SPDX-License-Identifier: Apache-2.0
import type { Disk } from '../../core/facts/facts.ts';
import type { Step } from '../../core/plan/step.ts';

/** One entry of a partition table, places in sectors. */
export interface Entry {
  readonly start: number;
  readonly size: number;
  readonly type: string | null;
  readonly uuid: string | null;
  readonly name: string | null;
  readonly flags: string;
}

/** A table by partition number. */
export type Table = ReadonlyMap<number, Entry>;

/** One change of a table and what takes it back. */
export interface TableChange {
  readonly disk: string;
  readonly after: Table;
  readonly undo: (table: Table) => Table;
}

/** The table of a disk as it was found. */
export function tableOf({ partitions, logicalSectorBytes }: Disk): Table {
  return new Map(
    partitions.map((p) => [
      p.number ?? 0,
      {
        start: (p.startBytes ?? 0) / logicalSectorBytes,
        size: p.sizeBytes / logicalSectorBytes,
        type: p.type,
        uuid: p.partUuid,
        name: p.partLabel,
        flags: p.flags.join(' '),
      },
    ]),
  );
}

const unquoted = (text: string): string => text.replace(/^"(.*)"$/, '$1');

function field(line: string, key: string): string | null {
  const value = new RegExp(`(?:^|[ ,])${key}=("[^"]*"|[^,]+)`).exec(line)?.[1];
  return value === undefined ? null : unquoted(value.trim());
}

function entry(line: string): Entry {
  const [start, size] = ['start', 'size'].map((key) => Number(field(line, key)));
  return {
    start: start ?? NaN,
    size: size ?? NaN,
    type: field(line, 'type'),
    uuid: null,
    name: field(line, 'name'),
    flags: field(line, 'attrs') ?? '',
  };
}

function linesOf(step: Step): string[] {
  if (step.kind !== 'command' || step.stdin === undefined || !('text' in step.stdin)) return [];
  return step.stdin.text.split('\n').filter((line) => /(?:start|size)=/.test(line));
}

function added(step: Step, table: Table): Table {
  const made = new Map(table);
  for (const [index, line] of linesOf(step).entries()) {
    const [, number] = /^(\d+) :/.exec(line) ?? [];
    const at = number === undefined ? index + 1 : Number(number);
    if (made.has(at)) throw new Error(`number ${at} is taken`);
    made.set(at, entry(line));
  }
  return made;
}

/** What sfdisk(8) would make of a table; null when the step is none that writes one. */
export function applySfdisk(step: Step, tables: ReadonlyMap<string, Table>): TableChange | null {
  if (step.kind !== 'command' || step.argv[0] !== 'sfdisk' || step.argv.includes('--dump')) return null;
  const disk = step.argv.find((arg) => arg.startsWith('/dev/')) ?? '';
  const before = tables.get(disk);
  if (before === undefined) throw new Error(`${disk} is no disk of this machine`);
  const rest = step.argv.slice(step.argv.indexOf(disk) + 1).map(Number);
  if (step.argv.includes('--delete')) {
    const after = new Map(before);
    for (const number of rest) if (!after.delete(number)) throw new Error(`no partition ${number} to remove`);
    const gone = rest.map((number) => [number, before.get(number)] as const);
    const undo = (table: Table): Table =>
      new Map([...table, ...gone.filter((pair): pair is [number, Entry] => pair[1] !== undefined)]);
    return { disk, after, undo };
  }
  if (step.argv.includes('-N')) {
    const number = Number(step.argv[step.argv.indexOf('-N') + 1]);
    const old = before.get(number);
    const size = Number(field(linesOf(step)[0] ?? '', 'size'));
    if (old === undefined) throw new Error(`no partition ${number} to resize`);
    const undo = (table: Table): Table => new Map(table).set(number, old);
    return { disk, after: new Map(before).set(number, { ...old, size }), undo };
  }
  if (['--part-label', '--part-attrs', '--part-type'].some((option) => step.argv.includes(option))) {
    const [number = 0] = rest;
    const old = before.get(number);
    if (old === undefined) throw new Error(`no partition ${number} to name`);
    const text = step.argv.at(-1) ?? '';
    const said = step.argv.includes('--part-label')
      ? { name: text }
      : step.argv.includes('--part-type')
        ? { type: text }
        : { flags: text.replaceAll(',', ' ') };
    const undo = (table: Table): Table => new Map(table).set(number, old);
    return { disk, after: new Map(before).set(number, { ...old, ...said }), undo };
  }
  if (step.argv.includes('--append')) {
    const after = added(step, before);
    const undo = (table: Table): Table => new Map([...table].filter(([number]) => before.has(number)));
    return { disk, after, undo };
  }
  // A new table: what was there comes back as a whole, from the dump in the log.
  return { disk, after: added(step, new Map()), undo: () => before };
}

/** In a form that can be compared: by number. */
export function tableText(table: Table): string {
  return JSON.stringify([...table].sort(([a], [b]) => a - b));
}
