// SPDX-License-Identifier: Apache-2.0
import type { Answers, Draft, Look } from './draft.ts';

type AnswerChange = {
  [P in keyof Answers]: { readonly type: 'answer'; readonly page: P; readonly fields: Partial<Answers[P]> };
}[keyof Answers];

/** What a person did. */
export type DraftAction =
  | AnswerChange
  | { readonly type: 'look'; readonly look: Partial<Look> }
  /** `passed`: the page that was left in good order. */
  | { readonly type: 'go'; readonly to: string; readonly passed?: string }
  | { readonly type: 'leave-run'; readonly durationMs: number; readonly to: string }
  | { readonly type: 'load'; readonly draft: Draft };

/** The draft after an action; pure. */
export function reduceDraft(draft: Draft, action: DraftAction): Draft {
  switch (action.type) {
    case 'answer': {
      const fields = { ...draft.answers[action.page], ...action.fields };
      return { ...draft, answers: { ...draft.answers, [action.page]: fields } };
    }
    case 'look':
      return { ...draft, look: { ...draft.look, ...action.look } };
    case 'go': {
      const passed = action.passed === undefined ? [] : [action.passed];
      return { ...draft, page: action.to, passed: [...new Set([...draft.passed, ...passed])] };
    }
    case 'leave-run':
      return { ...draft, leftRun: action.durationMs, page: action.to };
    case 'load':
      return action.draft;
  }
}
