// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import type { Choices } from '../../core/contract/choices.ts';
import { readIfThere } from '../probe/read-if-there.ts';
import { readLayouts } from './read-layouts.ts';
import { kioskLayout } from './switch-keyboard.ts';

/** Of the packages locales and tzdata. */
const LOCALES = 'usr/share/i18n/SUPPORTED';
const ZONES = 'usr/share/zoneinfo/zone1970.tab';

/** glibc names of the locales in UTF-8: an answer file takes no others. Lines "de_DE.UTF-8 UTF-8", "aa_ER UTF-8". */
export function localesFrom(text: string): string[] {
  return text.split('\n').flatMap((line) => {
    const [name, charset] = line.trim().split(/\s+/);
    return name !== undefined && charset === 'UTF-8' && !name.startsWith('#') ? [name] : [];
  });
}

/** Zones with their countries: lines "AD,ES\t+4230+00131\tEurope/Andorra\tcomments" (tzdata, zone1970.tab). */
export function zonesFrom(text: string): Choices['zones'] {
  return text.split('\n').flatMap((line) => {
    const [countries, , zone] = line.split('\t');
    if (line.startsWith('#') || countries === undefined || zone === undefined) return [];
    return [{ zone, countries: countries.split(',') }];
  });
}

/** What a person can choose from here; a list whose data file is absent is empty. */
export async function readChoices(root: string): Promise<Choices> {
  const read = async (path: string): Promise<string> => (await readIfThere(join(root, path))) ?? '';
  const [layouts, locales, zones, current] = await Promise.all([
    readLayouts(root),
    read(LOCALES),
    read(ZONES),
    kioskLayout(root),
  ]);
  return {
    layouts,
    locales: localesFrom(locales),
    zones: zonesFrom(zones),
    current: {
      layout: current.layout,
      variant: current.variant || null,
      locale: process.env['LANG'] ?? 'C.UTF-8',
    },
  };
}
