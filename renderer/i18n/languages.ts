// SPDX-License-Identifier: Apache-2.0
import { enIssues, type WizardIssues } from './en-issues.ts';
import { en, type Messages } from './en.ts';

/** A language's words; the type checker holds every catalog to the keys of English. */
export interface Words {
  readonly messages: Messages;
  readonly issues: WizardIssues;
}

interface Language {
  /** Its name in itself, so that whoever speaks it finds it. */
  readonly name: string;
  readonly direction: 'ltr' | 'rtl';
  /** The glibc locale that most who choose it want, as a proposal. */
  readonly locale: string;
  /** Loaded when it is chosen, as one file: two would be larger together. */
  readonly load: () => Promise<Words>;
}

/** The languages of the wizard, by BCP 47 tag. */
export const languages = {
  en: {
    name: 'English',
    direction: 'ltr',
    locale: 'en_US.UTF-8',
    // Always there: the others are named after its keys, and it stands in for one that does not load.
    load: async () => ({ messages: en, issues: enIssues }),
  },
  de: {
    name: 'Deutsch',
    direction: 'ltr',
    locale: 'de_DE.UTF-8',
    load: async () => (await import('./de/words.ts')).words,
  },
  fr: {
    name: 'Français',
    direction: 'ltr',
    locale: 'fr_FR.UTF-8',
    load: async () => (await import('./fr/words.ts')).words,
  },
  es: {
    name: 'Español',
    direction: 'ltr',
    locale: 'es_ES.UTF-8',
    load: async () => (await import('./es/words.ts')).words,
  },
  'pt-BR': {
    name: 'Português do Brasil',
    direction: 'ltr',
    locale: 'pt_BR.UTF-8',
    load: async () => (await import('./pt-br/words.ts')).words,
  },
  pl: {
    name: 'Polski',
    direction: 'ltr',
    locale: 'pl_PL.UTF-8',
    load: async () => (await import('./pl/words.ts')).words,
  },
  ja: {
    name: '日本語',
    direction: 'ltr',
    locale: 'ja_JP.UTF-8',
    load: async () => (await import('./ja/words.ts')).words,
  },
  'zh-CN': {
    name: '简体中文',
    direction: 'ltr',
    locale: 'zh_CN.UTF-8',
    load: async () => (await import('./zh-cn/words.ts')).words,
  },
  ar: {
    name: 'العربية',
    direction: 'rtl',
    locale: 'ar_EG.UTF-8',
    load: async () => (await import('./ar/words.ts')).words,
  },
  /** Not for people: every text is stretched and bracketed, to see what is not translated or does not fit. */
  'en-XA': {
    name: '[Ƥşḗŭḓǿ]',
    direction: 'ltr',
    locale: 'en_US.UTF-8',
    load: async () => (await import('./pseudo.ts')).pseudo,
  },
} as const satisfies Record<string, Language>;

export type LanguageTag = keyof typeof languages;

export function isLanguage(tag: string): tag is LanguageTag {
  return Object.hasOwn(languages, tag);
}

/** What a person is offered; the pseudo-language only where it was asked for by the address `?pseudo`. */
export function offeredLanguages(withPseudo: boolean): LanguageTag[] {
  return (Object.keys(languages) as LanguageTag[]).filter((tag) => withPseudo || tag !== 'en-XA');
}

/** The first wanted language that is there: "de_AT.UTF-8" and "de-AT" both find German. */
export function closestLanguage(wanted: readonly string[]): LanguageTag {
  for (const one of wanted) {
    const tag = (one.split('.')[0] ?? '').replace('_', '-');
    if (isLanguage(tag)) return tag;
    const primary = tag.split('-')[0] ?? '';
    const found = offeredLanguages(false).find((known) => known.split('-')[0] === primary);
    if (found !== undefined) return found;
  }
  return 'en';
}
