// SPDX-License-Identifier: Apache-2.0

/** Made once for a language: there may be hundreds of locales, and making one takes longer than a name. */
const names = new Map<string, Intl.DisplayNames>();
function namesIn(language: string): Intl.DisplayNames {
  const made = names.get(language) ?? new Intl.DisplayNames([language], { type: 'language' });
  names.set(language, made);
  return made;
}

/** "de_AT.UTF-8" in a person's language: "German (Austria)"; the name itself where Intl does not know it. */
export function localeTitle(locale: string, language: string): string {
  const [tag = '', modifier] = locale.replace('.UTF-8', '').split('@');
  try {
    const name = namesIn(language).of(tag.replace('_', '-')) ?? tag;
    return modifier === undefined ? name : `${name}, ${modifier}`;
  } catch {
    return locale;
  }
}

/** "America/Argentina/Buenos_Aires" for a list: the city, and the region it is in. */
export function zoneTitle(zone: string): { title: string; detail: string } {
  const parts = zone.replaceAll('_', ' ').split('/');
  return { title: parts.at(-1) ?? zone, detail: parts.slice(0, -1).join(' / ') };
}
