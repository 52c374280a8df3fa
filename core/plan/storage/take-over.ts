// SPDX-License-Identifier: Apache-2.0
import type { Facts } from '../../facts/facts.ts';
import type { FstabLine, MountTables } from '../../facts/mount-tables.ts';
import { deviceName, partitionsNamed } from './device-name.ts';
import {
  NAME_MAY_CHANGE,
  SEVERAL,
  takeMappings,
  WITHOUT_IT,
  withOptions,
  type LeftMapping,
  type MappingQuestion,
  type TakenMapping,
} from './take-mappings.ts';
import type { TakenOver } from './taken-over.ts';

export interface TakeOverQuestion extends MappingQuestion {
  readonly firmware: Facts['firmware'];
  /** Swap was asked for, or none: that of before is not the new system's then. */
  readonly asksSwap: boolean;
}

/** What becomes of all that a kept system has beside its own parts. */
export interface TakeOver {
  readonly taken: TakenOver;
  /** Lines that the new system does without, with the reason. */
  readonly left: readonly string[];
  /** Places whose device is not here now. */
  readonly absent: readonly string[];
  /** Why the /var of the system would not be that of the new one; null: it is, or it lies in the root. */
  readonly varProblem: { readonly device: string; readonly why: string } | null;
}

/** Links of / into /var on an ostree system (ostree's adapting guide). */
function placeInVar(place: string): string {
  return /^\/(home|opt|srv|mnt)(\/|$)/.test(place) ? `/var${place}` : place;
}

type Source =
  | {
      readonly kind: 'here';
      readonly from: string;
      readonly isEncrypted?: boolean;
      readonly more?: readonly string[];
    }
  | { readonly kind: 'absent' }
  | { readonly kind: 'left'; readonly why: string };

interface Mappings {
  readonly all: readonly (TakenMapping | LeftMapping)[];
  /** What a line may lie in whose name no device shows while these are closed; empty: that cannot be told. */
  readonly closed: readonly TakenMapping[];
}

const MAPPER = /^\/dev\/mapper\//;

/**
 * A line by the UUID of what is inside of a mapping cannot be told from one whose disk is not here. When as many lines as
 * mappings have no counterpart, each lies in one of them. Were that wrong, the start must not fail: nofail, but waited for.
 */
const PERHAPS = ['nofail', 'x-systemd.before=local-fs.target'];

function mappingsOf(tables: MountTables, question: TakeOverQuestion): Mappings {
  const all = takeMappings(tables, question);
  const named = new Set(tables.fstab.map(({ device }) => device.replace(MAPPER, '')));
  const closed = all.filter(
    (one): one is TakenMapping => one.kind === 'taken' && one.partition !== null && !named.has(one.name),
  );
  const unknown = tables.fstab.filter(({ device }) => {
    const name = deviceName(device);
    return name !== null && partitionsNamed(question.disks, name).length === 0;
  });
  return { all, closed: closed.length === unknown.length ? closed : [] };
}

function inMapper(name: string, { all }: Mappings): Source {
  const mapping = all.find((one) => one.name === name);
  if (mapping === undefined) return { kind: 'left', why: 'its crypttab does not say what that is' };
  if (mapping.kind === 'left') return mapping;
  const { partition } = mapping;
  return partition === null ? { kind: 'absent' } : { kind: 'here', from: partition, isEncrypted: true };
}

function sourceOf({ device, place }: FstabLine, mappings: Mappings, { disks }: TakeOverQuestion): Source {
  if (place === null && device.startsWith('/var/')) return { kind: 'here', from: device };
  if (MAPPER.test(device)) return inMapper(device.replace(MAPPER, ''), mappings);
  const name = deviceName(device);
  if (name === null) return { kind: 'left', why: NAME_MAY_CHANGE };
  const [partition, second] = partitionsNamed(disks, name);
  if (second !== undefined) return { kind: 'left', why: SEVERAL };
  if (partition !== undefined) {
    // Swap that holds a sleeping system is not given to another one.
    const isSwap = partition.fileSystem === 'swap';
    return isSwap === (place === null)
      ? { kind: 'here', from: partition.name }
      : { kind: 'left', why: `there is ${partition.fileSystem ?? 'nothing known'} in it` };
  }
  const inside = mappings.closed.map((mapping) => mapping.partition).join(', ');
  return inside === ''
    ? { kind: 'absent' }
    : { kind: 'here', from: inside, isEncrypted: true, more: place === null ? ['nofail'] : PERHAPS };
}

function lineOf(
  { device, type, options, passes }: FstabLine,
  place: string | null,
  more: readonly string[],
): string {
  const words = withOptions(options, more).join(',');
  return `${device} ${place ?? 'none'} ${type} ${words === '' ? 'defaults' : words} 0 ${passes}`;
}

/**
 * Where the kernel may wake up from: a swap partition that is taken over, with an image and firmware that let it. Null:
 * nowhere, as before, or because the request has a swap of its own.
 */
function resumeOf(
  { resume }: MountTables,
  mounts: TakenOver['mounts'],
  { disks, image, firmware, asksSwap }: TakeOverQuestion,
): { readonly from: string } | { readonly why: string } | null {
  if (resume === null || asksSwap) return null;
  const unlock = image?.content?.unlock ?? null;
  const name = deviceName(resume);
  if (name === null) return { why: NAME_MAY_CHANGE };
  const [partition, second] = partitionsNamed(disks, name);
  if (second !== undefined) return { why: SEVERAL };
  const isTaken = mounts.some(
    ({ place, from, isEncrypted }) => place === null && from === partition?.name && !isEncrypted,
  );
  if (partition === undefined || !isTaken) return { why: 'that swap is not taken over' };
  if (unlock?.read !== true || unlock.resume !== true) return { why: 'the image does not wake up from swap' };
  return firmware?.secureBoot === true
    ? { why: 'with Secure Boot nothing wakes up from swap' }
    : { from: resume };
}

/** What the new deployment uses of what the one before has beside its own parts. Pure. */
export function takeOver(tables: MountTables, question: TakeOverQuestion): TakeOver {
  const mappings = mappingsOf(tables, question);
  const mounts: TakenOver['mounts'] = [];
  const left = [...tables.unread];
  const absent: string[] = [];
  let varProblem: TakeOver['varProblem'] = null;
  for (const line of tables.fstab) {
    const { device } = line;
    if (line.place === null && question.asksSwap) continue;
    const place = line.place === null ? null : placeInVar(line.place);
    const isInVar = place === null || place === '/var' || place.startsWith('/var/');
    const source: Source = isInVar
      ? sourceOf(line, mappings, question)
      : { kind: 'left', why: 'only places in /var can be written to' };
    if (place === '/var' && (source.kind !== 'here' || source.more !== undefined)) {
      const why = source.kind === 'left' ? source.why : 'it was not found on this machine';
      varProblem = { device, why };
    } else if (source.kind === 'left') left.push(`${place ?? 'swap'} (${device}: ${source.why})`);
    else {
      const more = source.kind === 'absent' ? WITHOUT_IT : (source.more ?? []);
      if (source.kind === 'absent') absent.push(`${place ?? 'swap'} (${device})`);
      const { from = null, isEncrypted = false } = source.kind === 'here' ? source : {};
      mounts.push({ place, from, isEncrypted, line: lineOf(line, place, more) });
    }
  }
  const used = mappings.all.filter(({ name }) => isUsed(name, tables, question));
  for (const one of mappings.all)
    if (one.kind === 'left' && !tables.fstab.some(({ device }) => device === `/dev/mapper/${one.name}`))
      left.push(`/dev/mapper/${one.name} (${one.why})`);
  const taken = used.filter((one) => one.kind === 'taken');
  const resume = resumeOf(tables, mounts, question);
  if (resume !== null && 'why' in resume) left.push(`resume=${tables.resume ?? ''} (${resume.why})`);
  return {
    taken: {
      mounts,
      crypttab: taken.map(({ line }) => line),
      keyFiles: [...new Set(taken.flatMap(({ keyFile }) => keyFile ?? []))],
      resume: resume !== null && 'from' in resume ? resume.from : null,
    },
    left,
    absent,
    varProblem,
  };
}

/** Whether something else than swap that is not wanted lies in a mapping. */
function isUsed(name: string, { fstab }: MountTables, { asksSwap }: TakeOverQuestion): boolean {
  const lines = fstab.filter(({ device }) => device === `/dev/mapper/${name}`);
  return lines.length === 0 || lines.some(({ place }) => place !== null || !asksSwap);
}
