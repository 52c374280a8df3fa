// SPDX-License-Identifier: Apache-2.0

/**
 * Layouts of xkeyboard-config 2.42 without the letters a to z, and variants ("layout:variant") that are otherwise than their
 * layout: in a layout above they have those letters, in any other they lack them. Made by asking libxkbcommon for every key.
 */
const table = `af am ara bd bg brai bt by:latin by et ge:ru ge gn gr il in:eng in:iipa in iq:ku iq:ku_f iq:ku_alt iq
  ir:ku ir:ku_f ir:ku_alt ir jv kg kh kz:latin kz la lk:us lk ma:french ma:rif ma mk mm mn mv my np pk rs:latin
  rs:latinunicode rs:latinyz rs:latinunicodeyz rs:latinalternatequotes rs ru:cv_latin ru sy:ku sy:ku_f sy:ku_alt sy th tj tz
  ua:crh ua:crh_f ua:crh_alt ua uz:latin uz
  al:veqilharxhi az:cyrillic ca:multi-2gr ca:ike cn:mon_trad cn:mon_trad_todo cn:mon_trad_xibe cn:mon_trad_manchu
  cn:mon_trad_galik cn:mon_todo_galik cn:mon_manchu_galik cn:tib cn:tib_asciinum cn:ug cz:ucw cz:rus de:ru dz:ber dz:ar
  fr:geo id:phonetic id:phoneticx ie:ogam it:geo jp:kana jp:mac me:cyrillic me:cyrillicyz me:cyrillicalternatequotes
  ph:qwerty-bay ph:capewell-dvorak-bay ph:capewell-qwerf2k6-bay ph:colemak-bay ph:dvorak-bay pl:ru_phonetic_dvorak se:rus
  se:rus_nodeadkeys se:swl tr:ot tr:otf tr:otk tr:otkf us:chr us:rus`;

let names: ReadonlySet<string> | undefined;

/** Every name above; tests compare them with xkeyboard-config. */
export function namesWithoutLatin(): ReadonlySet<string> {
  names ??= new Set(table.split(/\s+/));
  return names;
}

/** Whether a layout, with its variant, has keys for the letters a to z: those of user names, addresses and commands. Pure. */
export function hasLatin(layout: string, variant: string | null): boolean {
  const known = namesWithoutLatin();
  return known.has(layout) === (variant !== null && known.has(`${layout}:${variant}`));
}

/** Names as XKB takes them; an empty text is none. */
export interface XkbGroups {
  /** One layout or, separated by a comma, two. */
  readonly layout: string;
  readonly variant: string;
  readonly options: string;
}

/** The keys that go from the Latin letters to the others and back, as Debian's installer and Calamares have them. */
const SWITCH = 'grp:alt_shift_toggle';

/**
 * What a screen is given for a layout: one without Latin letters goes behind the US one, or its user could neither log in nor
 * type an address (keyboard-configuration(7) of Debian does the same). Pure.
 */
export function xkbGroups(layout: string, variant: string | null): XkbGroups {
  return hasLatin(layout, variant)
    ? { layout, variant: variant ?? '', options: '' }
    : { layout: `us,${layout}`, variant: variant === null ? '' : `,${variant}`, options: SWITCH };
}

/** The layout and variant that a person chose, of what a screen was given; empty: the variant is none. Pure. */
export function chosenOf({ layout, variant }: Pick<XkbGroups, 'layout' | 'variant'>): {
  readonly layout: string;
  readonly variant: string;
} {
  const last = (list: string): string => list.slice(list.lastIndexOf(',') + 1);
  return { layout: last(layout), variant: last(variant) };
}
