// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { chosenOf, hasLatin, xkbGroups } from './xkb-groups.ts';

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
});
