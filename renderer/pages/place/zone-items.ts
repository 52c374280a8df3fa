// SPDX-License-Identifier: Apache-2.0
import type { Choices } from '../../../core/contract/choices.ts';
import type { SearchItem } from '../../ui/SearchList.tsx';
import { zoneTitle } from './locale-title.ts';

const made = new WeakMap<Choices, Map<string, readonly SearchItem[]>>();

function makeItems({ zones }: Choices, language: string): readonly SearchItem[] {
  const countries = new Intl.DisplayNames([language], { type: 'region' });
  const collator = new Intl.Collator(language);
  const utc = { id: 'Etc/UTC', title: 'UTC' };
  const cities = zones.map(({ zone, countries: codes }) => {
    const { title, detail } = zoneTitle(zone);
    const names = codes.slice(0, 3).map((code) => countries.of(code) ?? code);
    return { id: zone, title, detail: names.length === 0 ? detail : names.join(', ') };
  });
  return [utc, ...cities.filter(({ id }) => id !== utc.id)].toSorted((a, b) =>
    collator.compare(a.title, b.title),
  );
}

/** The time zones by their cities, in the order of a language; made once for it. */
export function zoneItems(choices: Choices, language: string): readonly SearchItem[] {
  const byLanguage = made.get(choices) ?? new Map<string, readonly SearchItem[]>();
  made.set(choices, byLanguage);
  const items = byLanguage.get(language) ?? makeItems(choices, language);
  byLanguage.set(language, items);
  return items;
}
