// SPDX-License-Identifier: Apache-2.0
import { languages } from '../../i18n/languages.ts';
import type { WizardState } from '../../app/wizard-state.ts';
import { chosenImage } from '../image/chosen-image.ts';

/** What every glibc has built in. */
export const PLAIN_LOCALE = 'C.UTF-8';

/** "de_DE.utf8" (locale -a) as a request has it: "de_DE.UTF-8"; null for what a request cannot name. */
function requestName(locale: string): string | null {
  const name = locale.replace(/\.utf-?8/i, '.UTF-8');
  return /^[a-z]{2,3}_[A-Z]{2}\.UTF-8(@[a-z]+)?$/.test(name) ? name : null;
}

/** Locales that the installed system will have: those of the image where it says, else those of the live system. */
export function offeredLocales(state: WizardState): string[] {
  const { facts, choices } = state.known;
  const said = chosenImage(state)?.kind === 'medium' ? facts?.image?.locales : null;
  const names = (said ?? choices?.locales ?? []).flatMap((locale) => requestName(locale) ?? []);
  return [...new Set(names)].toSorted();
}

/** The locale that was chosen, else the one of the wizard's language, where it is offered. */
export function chosenLocale(state: WizardState): string {
  const { locale } = state.answers.place;
  const offered = offeredLocales(state);
  if (locale !== null && (locale === PLAIN_LOCALE || offered.includes(locale))) return locale;
  const usual = languages[state.language].locale;
  const near = offered.find((one) => one.split('_')[0] === usual.split('_')[0]);
  return offered.includes(usual) ? usual : (near ?? PLAIN_LOCALE);
}

/** The zone that was chosen, else the first one of the locale's country; null when neither is known. */
export function chosenZone(state: WizardState): string | null {
  const { zone } = state.answers.place;
  if (zone !== null) return zone;
  const country = /_([A-Z]{2})/.exec(chosenLocale(state))?.[1];
  // zone1970.tab lists the most populous zone of a country first.
  return state.known.choices?.zones.find(({ countries }) => countries[0] === country)?.zone ?? null;
}
