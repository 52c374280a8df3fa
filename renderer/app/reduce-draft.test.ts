// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { emptyDraft, readDraft } from './draft.ts';
import { reduceDraft } from './reduce-draft.ts';

test('an answer changes its page and nothing else', () => {
  const after = reduceDraft(emptyDraft, { type: 'answer', page: 'user', fields: { fullName: 'Ada' } });
  expect(after.answers.user.fullName).toBe('Ada');
  expect({ ...after, answers: { ...after.answers, user: emptyDraft.answers.user } }).toEqual(emptyDraft);
});

test('a page that was left is noted once', () => {
  const once = reduceDraft(emptyDraft, { type: 'go', to: 'keyboard', passed: 'welcome' });
  const twice = reduceDraft(once, { type: 'go', to: 'keyboard', passed: 'welcome' });
  expect(twice).toMatchObject({ page: 'keyboard', passed: ['welcome'] });
});

test('leaving an ended run keeps every answer', () => {
  const draft = reduceDraft(emptyDraft, { type: 'answer', page: 'disk', fields: { disk: { only: true } } });
  const after = reduceDraft(draft, { type: 'leave-run', durationMs: 5, to: 'review' });
  expect(after).toEqual({ ...draft, leftRun: 5, page: 'review' });
});

test.each([
  ['nothing', null],
  ['no JSON', '{'],
  ['another version', JSON.stringify({ ...emptyDraft, version: 2 })],
  ['a broken one', JSON.stringify({ ...emptyDraft, answers: {} })],
])('a saved draft that is %s begins anew', (_name, text) => {
  expect(readDraft(text)).toBeNull();
});

test('a saved draft comes back as it was', () => {
  expect(readDraft(JSON.stringify(emptyDraft))).toEqual(emptyDraft);
});
