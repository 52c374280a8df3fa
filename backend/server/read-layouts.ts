// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import type { Choices } from '../../core/contract/choices.ts';
import { readIfThere } from '../probe/read-if-there.ts';

/** Of the package xkb-data. */
const LAYOUTS = 'usr/share/X11/xkb/rules/evdev.lst';

/** Layouts and variants: lines "  de   German", "  nodeadkeys   de: German (no dead keys)" in sections "! layout", "! variant". */
export function layoutsFrom(text: string): Choices['layouts'] {
  const layouts = new Map<string, { title: string; variants: { variant: string; title: string }[] }>();
  let section = '';
  for (const line of text.split('\n')) {
    if (line.startsWith('!')) {
      section = line.slice(1).trim();
      continue;
    }
    const [, name, title] = /^\s+(\S+)\s+(\S.*)$/.exec(line) ?? [];
    if (name === undefined || title === undefined) continue;
    if (section === 'layout' && name !== 'custom') layouts.set(name, { title, variants: [] });
    if (section === 'variant') {
      const [, layout, words] = /^([^:\s]+): (.*)$/.exec(title) ?? [];
      if (layout !== undefined && words !== undefined)
        layouts.get(layout)?.variants.push({ variant: name, title: words });
    }
  }
  return [...layouts].map(([layout, { title, variants }]) => ({ layout, title, variants }));
}

/** The keyboard layouts of this system; none where xkeyboard-config is absent. */
export async function readLayouts(root: string): Promise<Choices['layouts']> {
  return layoutsFrom((await readIfThere(join(root, LAYOUTS))) ?? '');
}
