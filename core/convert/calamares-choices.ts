// SPDX-License-Identifier: Apache-2.0
import { warningIssue, type Issue } from '../issues/issue.ts';
import type { Request, UserRequest } from '../request/request.ts';
import { hasLatin } from '../request/xkb-groups.ts';
import type { CalamaresStorage } from './calamares-storage.ts';

/** The answer file's part for everything but image and disk. */
export type Choices = Pick<
  Request,
  'hostname' | 'locale' | 'keyboard' | 'timezone' | 'users' | 'kernelArguments'
>;

/** "de_DE.utf8 UTF-8", as locale.gen(5) and glibc have it, to "de_DE.UTF-8". */
function normalLocale(name: string): string {
  return (name.split(' ')[0] ?? name).replace(/\.utf-?8/i, '.UTF-8');
}

/** Formats that differ from the language: an answer file knows one locale. */
function otherFormats(conf: Readonly<Record<string, string>>, locale: string): Issue[] {
  const others = Object.entries(conf).filter(
    ([key, value]) => key.startsWith('LC_') && value !== '' && normalLocale(value) !== locale,
  );
  const formats = [...new Set(others.map(([, value]) => normalLocale(value)))].join(', ');
  return formats === '' ? [] : [warningIssue('calamares-formats', ['locale'], { locale, formats })];
}

function user(storage: CalamaresStorage): UserRequest | null {
  const { username, fullname, sudoersGroup, password, autoLoginUser } = storage;
  if (username === undefined) return null;
  const secret = password !== undefined && password !== null && password !== '' && password !== false;
  return {
    name: username,
    // What passwd(5) has no room for: a comma or a colon would begin another field.
    ...(fullname === undefined ? {} : { fullName: fullname.replaceAll(/[:,\p{Cc}]+/gu, ' ').trim() }),
    ...(secret ? { passwordSecret: username } : {}),
    ...(sudoersGroup === undefined ? {} : { sudo: true }),
    ...(autoLoginUser === username ? { autologin: true } : {}),
  };
}

/** Language, keyboard, zone, host and user as they were chosen on Calamares' pages. */
export function calamaresChoices(storage: CalamaresStorage): { choices: Choices; issues: Issue[] } {
  const { localeConf, locationRegion, locationZone, hostname, particleos } = storage;
  const { keyboardLayout: layout, keyboardVariant: variant, keyboardAdditionalLayout: second } = storage;
  const language = localeConf?.['LANG'];
  const locale = language === undefined || language === '' ? undefined : normalLocale(language);
  const issues = locale === undefined ? [] : otherFormats(localeConf ?? {}, locale);
  // The US layout goes before one without Latin letters in any case.
  const isGiven = layout !== undefined && second === 'us' && !hasLatin(layout, variant ?? null);
  if (layout !== undefined && second !== undefined && !isGiven)
    issues.push(warningIssue('calamares-second-layout', ['keyboard'], { layout, second }));
  const person = user(storage);
  const kernelArguments = particleos?.kernelArguments ?? [];
  const keyboard = layout === undefined ? null : { layout, ...(variant === undefined ? {} : { variant }) };
  const choices: Choices = {
    ...(hostname === undefined ? {} : { hostname }),
    ...(locale === undefined ? {} : { locale }),
    ...(keyboard === null ? {} : { keyboard }),
    ...(locationRegion === undefined || locationZone === undefined
      ? {}
      : { timezone: `${locationRegion}/${locationZone}` }),
    ...(person === null ? {} : { users: [person] }),
    ...(kernelArguments.length === 0 ? {} : { kernelArguments: [...kernelArguments] }),
  };
  return { choices, issues };
}
