// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';

/** A keyboard layout of xkeyboard-config (xkb/rules/evdev.lst) with its variants. */
const layoutChoice = z.object({
  /** XKB name, e.g. "de". */
  layout: z.string(),
  /** English name as xkeyboard-config gives it, e.g. "German". */
  title: z.string(),
  variants: z.array(z.object({ variant: z.string(), title: z.string() })),
});

/** What a person can choose from on this live system. Read once, from its own data files; empty when they are absent. */
export const choicesSchema = z.object({
  layouts: z.array(layoutChoice),
  /** glibc names, e.g. "de_DE.UTF-8". */
  locales: z.array(z.string()),
  /** tzdata names, e.g. "Europe/Berlin", with the ISO 3166 codes of the countries there (zone1970.tab). */
  zones: z.array(z.object({ zone: z.string(), countries: z.array(z.string()) })),
  /** What the live system runs with now. */
  current: z.object({ layout: z.string(), variant: z.string().nullable(), locale: z.string() }),
});
export type Choices = z.infer<typeof choicesSchema>;
