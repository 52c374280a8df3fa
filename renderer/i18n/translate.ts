// SPDX-License-Identifier: Apache-2.0
import { IntlMessageFormat } from 'intl-messageformat';
import type { Issue } from '../../core/issues/issue.ts';
import type { MessageKey } from './en.ts';
import { issueInWords } from './issue-words.ts';
import { languages, type LanguageTag, type Words } from './languages.ts';

export type Values = Readonly<Record<string, string | number>>;

/** Everything that is said to a person in one language. */
export class Translator {
  readonly language: LanguageTag;
  readonly direction: 'ltr' | 'rtl';
  /** For Intl: the pseudo-language formats like English. */
  readonly locale: string;
  readonly #words: Words;
  readonly #formats = new Map<MessageKey, IntlMessageFormat>();

  constructor(language: LanguageTag, words: Words) {
    this.language = language;
    this.locale = language === 'en-XA' ? 'en' : language;
    this.direction = languages[language].direction;
    this.#words = words;
  }

  /** A message with its values; they are text, never markup. */
  readonly t = (key: MessageKey, values?: Values): string => {
    let format = this.#formats.get(key);
    if (format === undefined) {
      format = new IntlMessageFormat(this.#words.messages[key], this.locale, undefined, { ignoreTag: true });
      this.#formats.set(key, format);
    }
    return String(format.format(values));
  };

  issue(issue: Issue): { sentence: string; advice: string } {
    return issueInWords(issue, this.#words.issues);
  }

  /** A size as makers of disks and downloads give it: decimal units. */
  size(bytes: number): string {
    const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
    let value = bytes;
    let unit = 0;
    while (value >= 1000 && unit < units.length - 1) {
      value /= 1000;
      unit += 1;
    }
    return new Intl.NumberFormat(this.locale, {
      style: 'unit',
      unit: units[unit] ?? 'byte',
      unitDisplay: 'short',
      maximumFractionDigits: value < 10 ? 1 : 0,
    }).format(value);
  }

  list(parts: readonly string[]): string {
    return new Intl.ListFormat(this.locale, { type: 'unit', style: 'short' }).format(parts);
  }
}
