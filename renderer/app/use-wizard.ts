// SPDX-License-Identifier: Apache-2.0
import { createContext, useContext, useEffect, type Dispatch, type RefObject } from 'react';
import type { Plan } from '../../core/plan/plan.ts';
import type { Run } from '../../core/run/run.ts';
import type { KnownStore } from '../api/use-known.ts';
import type { Planned } from '../api/use-planned.ts';
import type { Values } from '../i18n/translate.ts';
import type { MessageKey } from '../i18n/en.ts';
import type { Answers, Draft } from './draft.ts';
import type { Page, Problem } from './page.ts';
import type { DraftAction } from './reduce-draft.ts';
import type { WizardState } from './wizard-state.ts';

/** What a page does before it is left by "next": hand over a secret, say what is wrong with it. */
export type BeforeNext = () => Promise<{
  readonly problems: readonly Problem[];
  /** Fields that are in order now, whatever the state of a moment ago says. */
  readonly settled: readonly string[];
}>;

export interface Wizard {
  readonly draft: Draft;
  readonly dispatch: Dispatch<DraftAction>;
  readonly state: WizardState;
  readonly store: KnownStore;
  readonly run: Run | null;
  readonly connected: boolean;
  /** The pages that are not hidden, in order. */
  readonly pages: readonly Page[];
  readonly page: Page;
  /** What is asked for so far, as a request in JSON; null while no disk was chosen. */
  readonly request: string | null;
  readonly planned: Planned;
  readonly planAgain: () => void;
  /** The newest plan that was made in this session, kept while an install runs; null after a reload in the middle. */
  readonly lastPlan: Plan | null;
  /** What to say beside fields, after "next" was refused. */
  readonly problems: readonly Problem[];
  readonly next: () => void;
  readonly go: (id: string) => void;
  readonly beforeNext: RefObject<BeforeNext | null>;
  /** Says something to a screen reader, politely. */
  readonly announce: (key: MessageKey, values?: Values) => void;
}

export const WizardContext = createContext<Wizard | null>(null);

export function useWizard(): Wizard {
  const wizard = useContext(WizardContext);
  if (wizard === null) throw new Error('useWizard outside of the wizard');
  return wizard;
}

/** A page's answers, and how to change them. */
export function useAnswers<P extends keyof Answers>(
  page: P,
): readonly [Answers[P], (fields: Partial<Answers[P]>) => void] {
  const { draft, dispatch } = useWizard();
  return [draft.answers[page], (fields) => dispatch({ type: 'answer', page, fields })];
}

/** Has something done before the page is left by "next". */
export function useBeforeNext(before: BeforeNext): void {
  const { beforeNext } = useWizard();
  useEffect(() => {
    beforeNext.current = before;
    return () => {
      beforeNext.current = null;
    };
  });
}
