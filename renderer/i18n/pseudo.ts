// SPDX-License-Identifier: Apache-2.0
import { en, type MessageKey, type Messages } from './en.ts';
import { enIssues, type WizardIssues } from './en-issues.ts';
import type { Words } from './languages.ts';

const plain = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const strange = Array.from('ȧƀƈḓḗƒɠħīĵķŀḿƞǿƥɋřşŧŭṽẇẋẏẑȦƁƇḒḖƑƓĦĪĴĶĿḾȠǾƤɊŘŞŦŬṼẆẊẎẐ');

/** Letters outside of {placeholders} get accents; a text grows by a third, as German and Polish do. */
export function pseudoText(text: string): string {
  let depth = 0;
  let result = '';
  // Plural branches are left as they are: their braces nest, and their words are few.
  for (const char of text) {
    if (char === '{') depth += 1;
    const at = depth === 0 ? plain.indexOf(char) : -1;
    result += at === -1 ? char : strange[at];
    if (char === '}') depth -= 1;
  }
  return `[${result}${'~'.repeat(Math.ceil(text.length / 3))}]`;
}

/** The places of core's templates are left as they are, like those of ICU. */
const pseudoIssues = Object.fromEntries(
  Object.entries(enIssues).map(([code, words]) => [code, words.map(pseudoText)]),
) as unknown as WizardIssues;

const keys = Object.keys(en) as MessageKey[];

export const pseudo: Words = {
  messages: Object.fromEntries(keys.map((key) => [key, pseudoText(en[key])])) as Messages,
  issues: pseudoIssues,
};
