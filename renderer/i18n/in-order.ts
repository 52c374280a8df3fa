// SPDX-License-Identifier: Apache-2.0
import { enIssues, type WizardIssues } from './en-issues.ts';
import { en, type Messages } from './en.ts';
import type { Words } from './languages.ts';

const named = <Text>(english: object, texts: readonly Text[]): Record<string, Text> =>
  Object.fromEntries(
    Object.keys(english).map((key, index) => {
      const text = texts[index];
      if (text === undefined) throw new Error(`no text for ${key}`);
      return [key, text];
    }),
  );

/** Words whose texts stand in the order of the English ones; renderer/bundle/keys-once.ts writes languages so. */
export function inOrder(
  messages: readonly string[],
  issues: readonly (readonly [sentence: string, advice: string])[],
): Words {
  // Their keys are those of English by the lines above, which the type checker cannot follow.
  return { messages: named(en, messages) as Messages, issues: named(enIssues, issues) as WizardIssues };
}
