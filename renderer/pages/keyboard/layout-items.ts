// SPDX-License-Identifier: Apache-2.0
import type { Choices } from '../../../core/contract/choices.ts';
import type { SearchItem } from '../../ui/SearchList.tsx';

/** xkeyboard-config's titles are English. Made once: asking the language for each pair is slow. */
const english = new Intl.Collator('en');
const made = new WeakMap<Choices, readonly SearchItem[]>();

/** The layouts in the order of their titles; made once for what there is to choose from. */
export function layoutItems(choices: Choices): readonly SearchItem[] {
  const before = made.get(choices);
  if (before !== undefined) return before;
  const items = choices.layouts
    .map(({ layout, title }) => ({ id: layout, title, detail: layout }))
    .toSorted((a, b) => english.compare(a.title, b.title));
  made.set(choices, items);
  return items;
}
