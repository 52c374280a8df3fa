// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { chosenOf, hasLatin, namesWithoutLatin, xkbGroups } from './xkb-groups.ts';

const RULES = '/usr/share/X11/xkb/rules/evdev.lst';

describe('xkbGroups', () => {
  test.each([
    ['de', null, { layout: 'de', variant: '', options: '' }],
    ['de', 'nodeadkeys', { layout: 'de', variant: 'nodeadkeys', options: '' }],
    ['rs', 'latin', { layout: 'rs', variant: 'latin', options: '' }],
    ['ru', null, { layout: 'us,ru', variant: '', options: 'grp:alt_shift_toggle' }],
    ['gr', 'polytonic', { layout: 'us,gr', variant: ',polytonic', options: 'grp:alt_shift_toggle' }],
    ['de', 'ru', { layout: 'us,de', variant: ',ru', options: 'grp:alt_shift_toggle' }],
  ])('%s %s', (layout, variant, groups) => {
    expect(xkbGroups(layout, variant)).toEqual(groups);
    expect(chosenOf(groups)).toEqual({ layout, variant: variant ?? '' });
  });

  test.each(['us', 'de', 'fr', 'tr', 'jp', 'pl', 'xx'])('%s has Latin letters', (layout) => {
    expect(hasLatin(layout, null)).toBe(true);
  });

  test.each(['ru', 'ua', 'gr', 'il', 'ara', 'ir', 'in', 'th', 'bg', 'rs', 'ge', 'am'])(
    '%s has none',
    (layout) => {
      expect(hasLatin(layout, null)).toBe(false);
    },
  );

  test.skipIf(!existsSync(RULES))('every name is one of xkeyboard-config', () => {
    const [, layouts = '', variants = ''] = readFileSync(RULES, 'utf8').split(
      /^! (?:layout|variant|option)$/m,
    );
    const known = new Set(Array.from(layouts.matchAll(/^ +(\S+)/gm), ([, name]) => name));
    for (const [, variant, layout] of variants.matchAll(/^ +(\S+) +(\S+):/gm))
      known.add(`${layout}:${variant}`);
    expect([...namesWithoutLatin()].filter((name) => !known.has(name))).toEqual([]);
  });
});
