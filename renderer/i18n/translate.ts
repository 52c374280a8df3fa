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
  readonly #sizes = new Map<string, Intl.NumberFormat>();
  #lists: Intl.ListFormat | null = null;

  constructor(language: LanguageTag, words: Words) {
    this.language = language;
    this.locale = language === 'en-XA' ? 'en' : language;
    this.direction = languages[language].direction;
    this.#words = words;
  }

  /** A message with its values; they are text, never markup. */
  readonly t = (key: MessageKey, values?: Values): string => {
    const text = this.#words.messages[key];
    // Most messages have nothing to fill in and nothing to escape: they are shown as they stand.
    if (!/[{}']/.test(text)) return text;
    let format = this.#formats.get(key);
    if (format === undefined) {
      format = new IntlMessageFormat(text, this.locale, undefined, { ignoreTag: true });
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
    return this.#sizeFormat(units[unit] ?? 'byte', value < 10 ? 1 : 0).format(value);
  }

  list(parts: readonly string[]): string {
    this.#lists ??= new Intl.ListFormat(this.locale, { type: 'unit', style: 'short' });
    return this.#lists.format(parts);
  }

  /** Making a format takes a hundred times as long as using it. */
  #sizeFormat(unit: string, maximumFractionDigits: number): Intl.NumberFormat {
    const name = `${unit} ${maximumFractionDigits}`;
    const made =
      this.#sizes.get(name) ??
      new Intl.NumberFormat(this.locale, {
        style: 'unit',
        unit,
        unitDisplay: 'short',
        maximumFractionDigits,
      });
    this.#sizes.set(name, made);
    return made;
  }
}
