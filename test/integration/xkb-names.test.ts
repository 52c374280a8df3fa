// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { layoutsFrom } from '../../backend/server/read-layouts.ts';
import { namesWithoutLatin } from '../../core/request/xkb-groups.ts';

/** Of the package xkb-data. */
const RULES = '/usr/share/X11/xkb/rules/evdev.lst';

test.skipIf(!existsSync(RULES))(
  'layouts without Latin letters are named as xkeyboard-config has them',
  () => {
    const known = layoutsFrom(readFileSync(RULES, 'utf8')).flatMap(({ layout, variants }) => [
      layout,
      ...variants.map(({ variant }) => `${layout}:${variant}`),
    ]);
    expect([...namesWithoutLatin()].filter((name) => !known.includes(name))).toEqual([]);
  },
);
