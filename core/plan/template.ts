// SPDX-License-Identifier: Apache-2.0

const HOLE = /\{\{([A-Za-z][A-Za-z0-9-]*)\}\}/g;
/** Name of the hole that stands for two literal opening braces. */
const BRACES = 'braces';

/** Makes a person's text safe inside a template: its own braces are no holes. */
export function literal(text: string): string {
  return text.replaceAll('{{', `{{${BRACES}}}`);
}

/** The same for every text inside a plain value, such as the parameters of an action. */
export function literalDeep<T>(value: T): T {
  const made = (item: unknown): unknown => {
    if (typeof item === 'string') return literal(item);
    if (Array.isArray(item)) return item.map(made);
    if (item === null || typeof item !== 'object') return item;
    return Object.fromEntries(Object.entries(item).map(([key, inner]) => [key, made(inner)]));
  };
  return made(value) as T;
}

/** Fills every hole in one pass. Throws RangeError for a value that was never captured. */
export function fillTemplate(template: string, values: ReadonlyMap<string, string>): string {
  return template.replaceAll(HOLE, (_, name: string) => {
    if (name === BRACES) return '{{';
    const value = values.get(name);
    if (value === undefined) throw new RangeError(`no step captured "${name}"`);
    return value;
  });
}

/** The holes of a template, for tests that check each is captured before it is used. */
export function holesOf(template: string): string[] {
  return [...template.matchAll(HOLE)].map((match) => match[1] ?? '').filter((name) => name !== BRACES);
}
