// SPDX-License-Identifier: Apache-2.0
import { closestWord } from './closest-word.ts';

/** Whether ICU knows a name; it does not mind upper and lower case, and takes offsets such as +01:00 too. */
function isKnownToIntl(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** The three-letter names of tzdata; ICU also takes its own such as PST and JST, which no file is called. */
const shortNames = /^(EST|MST|HST|CET|MET|EET|WET|GMT|UTC|UCT|PRC|ROC|ROK)$/;

/**
 * Whether a name is a zone of tzdata. Intl lists canonical zones only; links (UTC, Europe/Kyiv, US/Pacific) are
 * known to it in any spelling, but a file of /usr/share/zoneinfo has one: words start with a capital.
 */
export function isTimeZone(name: string): boolean {
  if (!isKnownToIntl(name)) return false;
  if (/^[A-Z]{3}$/.test(name)) return shortNames.test(name);
  const zones = Intl.supportedValuesOf('timeZone');
  if (zones.includes(name)) return true;
  const lower = name.toLowerCase();
  if (zones.some((zone) => zone.toLowerCase() === lower)) return false;
  if (name.startsWith('SystemV/')) return false;
  // No tzdata name has four capitals in a row, but NZ-CHAT and those of letters and digits (EST5EDT).
  return /^[A-Z]/.test(name) && !/\/[a-z]/.test(name) && (name === 'NZ-CHAT' || !/[A-Z]{4}/.test(name));
}

/** The zone a person most likely meant, or null. */
export function closestTimeZone(name: string): string | null {
  const zones = Intl.supportedValuesOf('timeZone');
  const inCity = zones.find(
    (zone) => zone.toLowerCase().split('/').at(-1) === name.toLowerCase().replaceAll(' ', '_'),
  );
  return inCity ?? closestWord(name, ['UTC', ...zones]);
}
