// SPDX-License-Identifier: Apache-2.0
import { TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, test } from 'vitest';
import { catalog } from '../../core/issues/catalog.ts';
import { placeholders } from '../../core/issues/fill-template.ts';
import { en, type MessageKey } from './en.ts';
import { enIssues, type WizardIssueCode } from './en-issues.ts';
import { closestLanguage, languages, offeredLanguages, type LanguageTag } from './languages.ts';
import { pseudoText } from './pseudo.ts';
import { Translator } from './translate.ts';

const keys = Object.keys(en) as MessageKey[];
const codes = Object.keys(enIssues) as WizardIssueCode[];
const tags = Object.keys(languages) as LanguageTag[];
const translated = offeredLanguages(false).filter((tag) => tag !== 'en');

/** Values that a message asks for, and the plural categories it has for each. */
function asked(elements: readonly MessageFormatElement[]): { names: Set<string>; plurals: string[][] } {
  const names = new Set<string>();
  const plurals: string[][] = [];
  for (const element of elements) {
    if (element.type === TYPE.literal || element.type === TYPE.pound) continue;
    if (element.type !== TYPE.tag) names.add(element.value);
    if (element.type !== TYPE.plural) continue;
    plurals.push(Object.keys(element.options));
    for (const option of Object.values(element.options)) {
      const inner = asked(option.value);
      for (const name of inner.names) names.add(name);
    }
  }
  return { names, plurals };
}

const parse = (text: string): MessageFormatElement[] =>
  new IntlMessageFormat(text, 'en', undefined, { ignoreTag: true }).getAst();

describe.each(tags)('%s', (tag) => {
  test('has every message, with the values of the English one and the plurals of its language', async () => {
    const { messages } = await languages[tag].load();
    expect(Object.keys(messages).toSorted()).toEqual(keys.toSorted());
    const wanted = new Intl.PluralRules(tag).resolvedOptions().pluralCategories;
    const problems: string[] = [];
    for (const key of keys) {
      const { names, plurals } = asked(parse(messages[key]));
      const expected = asked(parse(en[key]));
      if ([...names].toSorted().join() !== [...expected.names].toSorted().join())
        problems.push(`${key}: ${[...names].join()}`);
      if (plurals.length !== expected.plurals.length) problems.push(`${key}: a plural is missing`);
      // CLDR's "many" of es, fr and pt is for millions, which no count here reaches.
      const needed = wanted.filter((one) => !(one === 'many' && ['es', 'fr', 'pt-BR'].includes(tag)));
      for (const has of plurals)
        for (const one of needed) if (!has.includes(one)) problems.push(`${key}: no plural for "${one}"`);
      if (messages[key].trim() === '') problems.push(`${key}: empty`);
    }
    expect(problems).toEqual([]);
  });

  test('has every issue of the wizard, with places that core fills', async () => {
    const { issues } = await languages[tag].load();
    expect(Object.keys(issues).toSorted()).toEqual(codes.toSorted());
    const problems = codes.flatMap((code) => {
      const known = catalog[code].flatMap((text) => {
        const { required, optional } = placeholders(text);
        return [...required, ...optional];
      });
      return issues[code]
        .flatMap((text) => placeholders(text).required)
        .filter((name) => !known.includes(name))
        .map((name) => `${code}: {${name}}`);
    });
    expect(problems).toEqual([]);
  });
});

test.each(translated)('%s is translated: few messages are the English ones', async (tag) => {
  const { messages, issues } = await languages[tag].load();
  // Names, sizes and the like are the same everywhere.
  expect(keys.filter((key) => messages[key] === en[key]).length).toBeLessThan(30);
  expect(codes.filter((code) => issues[code][0] === enIssues[code][0])).toEqual([]);
});

test('plurals follow the language', async () => {
  const words = new Translator('pl', await languages.pl.load());
  expect([1, 3, 5].map((count) => words.t('review.steps', { count }))).toEqual([
    '1 krok',
    '3 kroki',
    '5 kroków',
  ]);
});

test('the pseudo-language stretches texts and keeps their places', () => {
  expect(pseudoText('On {count} disks')).toMatch(/^\[.*\{count\}.*~+\]$/);
});

test.each([
  [['de_AT.UTF-8'], 'de'],
  [['pt-PT'], 'pt-BR'],
  [['zh-Hans', 'fr'], 'zh-CN'],
  [['xx', 'C.UTF-8'], 'en'],
])('%j finds %s', (wanted, tag) => {
  expect(closestLanguage(wanted)).toBe(tag);
});
