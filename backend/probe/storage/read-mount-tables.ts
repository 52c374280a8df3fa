// SPDX-License-Identifier: Apache-2.0
import type { CrypttabLine, FstabLine, MountTables } from '../../../core/facts/mount-tables.ts';
import { plainText } from './plain-text.ts';

/** Nobody writes more by hand; what is longer is no table of a person's machine. */
const MOST_LINES = 64;
const MOST_OPTIONS = 40;
/** A little less than what a look takes of a file (look-script.ts): of a longer one the last line may be cut. */
const MOST_BYTES = 16_000;

/** Words that need no quotes in any file, and that are no template of a plan. */
const DEVICE = /^(?:[A-Z]+=)?[\w./:@+-]{1,250}$/;
const PLACE = /^\/[\w./@+-]{0,200}$/;
const TYPE = /^[a-z0-9][a-z0-9.,_-]{0,30}$/;
const OPTION = /^[A-Za-z][\w.:/=@%+~-]{0,200}$/;
const MAPPER = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,100}$/;

/** Where a system made of deployments has its own parts. */
const PARTS = ['/', '/boot', '/boot/efi', '/efi', '/sysroot'];
/** What the kernel makes up: it is there without a line of the old system's. */
const MADE_UP =
  /^(?:tmpfs|ramfs|proc|sysfs|devpts|devtmpfs|cgroup2?|efivarfs|securityfs|debugfs|tracefs|mqueue|hugetlbfs|configfs|fusectl|bpf)$/;

/** The fields of each line that is no comment, and whether there are more. */
function linesOf(text: string): { fields: string[][]; more: boolean } {
  const isCut = Buffer.byteLength(text) > MOST_BYTES;
  const lines = text
    .split('\n')
    .slice(0, isCut ? -1 : undefined)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  const fields = lines.slice(0, MOST_LINES).map((line) => line.split(/[ \t]+/));
  return { fields, more: isCut || lines.length > MOST_LINES };
}

/** libmount takes quotes around the value of a tag, and around all of it. */
function withoutQuotes(device: string): string {
  return device.replace(/^([A-Z]+=)?"([^"]*)"$/, '$1$2');
}

function optionsOf(field: string): string[] | null {
  const options = field.split(',').filter((one) => one !== '' && one !== '-' && one !== 'none');
  return options.length <= MOST_OPTIONS && options.every((one) => OPTION.test(one)) ? options : null;
}

/** Null: in words that could not be carried on. */
function fstabLine([
  device = '',
  point = '',
  type = '',
  options = 'defaults',
  ,
  passes = '0',
]: string[]): FstabLine | null {
  const known = optionsOf(options);
  const place = type === 'swap' ? null : point;
  const named = withoutQuotes(device);
  const isPlace = place === null || (PLACE.test(place) && !/(^|\/)\.{1,2}(\/|$)/.test(place));
  if (known === null || !isPlace || !DEVICE.test(named) || !TYPE.test(type) || !/^\d$/.test(passes))
    return null;
  return {
    device: named,
    place: place === null ? null : place.replaceAll(/\/+/g, '/').replace(/(.)\/$/, '$1'),
    type,
    options: known,
    passes: Number(passes),
  };
}

function crypttabLine([name = '', device = '', key = 'none', options = '']: string[]): CrypttabLine | null {
  const known = optionsOf(options);
  const named = withoutQuotes(device);
  const asks = ['none', '-', ''].includes(key);
  if (known === null || !MAPPER.test(name) || !DEVICE.test(named)) return null;
  if (!asks && !PLACE.test(key)) return null;
  return { name, device: named, key: asks ? null : key, options: known };
}

/** Reads the lines of a table that belong to the machine; what cannot be carried on is named. */
function read<T>(text: string, parse: (fields: string[]) => T | null): { lines: T[]; unread: string[] } {
  const lines: T[] = [];
  const unread: string[] = [];
  const { fields, more } = linesOf(text);
  for (const one of fields) {
    const line = parse(one);
    if (line === null) unread.push(plainText(one.slice(0, 2).join(' ')));
    else lines.push(line);
  }
  return { lines, unread: more ? [...unread, '...'] : unread };
}

/** Reads fstab(5) and crypttab(5) of one deployment. Pure; never throws. */
export function readMountTables(
  fstab: string,
  crypttab: string,
): Pick<MountTables, 'fstab' | 'crypttab' | 'unread'> {
  const mounts = read(fstab, fstabLine);
  const mappings = read(crypttab, crypttabLine);
  return {
    fstab: mounts.lines.filter(
      ({ place, type }) => !MADE_UP.test(type) && (place === null || !PARTS.includes(place)),
    ),
    crypttab: mappings.lines,
    unread: [...mounts.unread, ...mappings.unread],
  };
}
