// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { consoleKeymap, isKnownLayout, knownKeymaps } from './console-keymap.ts';

/** i386 keymaps of Debian's console-data 2:1.12-9 (`dpkg -c`), those answered here. */
const ofConsoleData = `ar be-latin1 bg br-abnt2 by ca-multi cf croat cz-lat2 cz-us-qwertz de-latin1
  de-latin1-nodeadkeys dk-latin1 dvorak dvorak-classic dvorak-de dvorak-fr dvorak-fr-bepo dvorak-fr-bepo-utf8 dvorak-l
  dvorak-r dvorak-uk es et et-nodeadkeys fa fi-latin1 fr-latin9 fr_CH-latin1 gr-utf8 hu hu101 il il-phonetic is-latin1
  it it-ibm jp106 kg kk la-latin1 lt lv-latin7 mac-usb-be mac-usb-de-latin1 mac-usb-de-latin1-nodeadkeys mac-usb-de_CH
  mac-usb-dk-latin1 mac-usb-fr mac-usb-fr_CH-latin1 mac-usb-it mk nl no-latin1 pl pl-qwertz pt-latin1 ro ru se-latin1
  sg-latin1 sk-qwerty sk-qwertz slovene sr-cy th-tis tralt trfu trqu ua-utf uk us us-intl.iso15 wangbe`.split(
  /\s+/,
);

test('every answer is a file of console-data', () => {
  expect(knownKeymaps().filter((name) => !ofConsoleData.includes(name))).toEqual([]);
});

test.each([
  ['us', null, 'us'],
  ['gb', null, 'uk'],
  ['de', null, 'de-latin1'],
  ['de', 'nodeadkeys', 'de-latin1-nodeadkeys'],
  ['de', 'deadacute', 'de-latin1'],
  ['de', 'neo', null],
  ['ch', 'fr', 'fr_CH-latin1'],
  ['ch', 'de_nodeadkeys', 'sg-latin1'],
  ['fr', 'oss', 'fr-latin9'],
  ['us', 'dvorak', 'dvorak'],
  ['us', 'colemak', null],
  ['xx', null, null],
])('%s %s -> %s', (layout, variant, keymap) => {
  expect(consoleKeymap(layout, variant)).toBe(keymap);
});

test('a layout without a console keymap is still a layout', () => {
  expect([isKnownLayout('ge'), isKnownLayout('de'), isKnownLayout('ed')]).toEqual([true, true, false]);
});
