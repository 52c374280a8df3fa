// SPDX-License-Identifier: Apache-2.0
import { useCallback, useMemo, useRef, useState, type Dispatch, type ReactNode } from 'react';
import { usePlanned } from '../api/use-planned.ts';
import type { KnownStore } from '../api/use-known.ts';
import type { useRun } from '../api/use-run.ts';
import { useWords } from '../i18n/use-words.ts';
import type { MessageKey } from '../i18n/en.ts';
import type { Values } from '../i18n/translate.ts';
import type { Draft } from './draft.ts';
import { makeRequest } from './make-request.ts';
import type { Problem } from './page.ts';
import { allPages } from './pages.ts';
import { reachablePages } from './reachable-pages.ts';
import type { DraftAction } from './reduce-draft.ts';
import { WizardContext, type BeforeNext, type Wizard } from './use-wizard.ts';

interface WizardProviderProps {
  readonly draft: Draft;
  readonly dispatch: Dispatch<DraftAction>;
  readonly store: KnownStore;
  readonly running: ReturnType<typeof useRun>;
  readonly children: ReactNode;
}

interface Shown {
  readonly page: string;
  readonly problems: readonly Problem[];
}

const nothing = (): readonly Problem[] => [];

/** Everything that pages share. */
export function WizardProvider({
  draft,
  dispatch,
  store,
  running,
  children,
}: WizardProviderProps): ReactNode {
  const words = useWords();
  const { run, connected } = running;
  const [said, setSaid] = useState('');
  const [shown, setShown] = useState<Shown>({ page: '', problems: [] });
  const beforeNext = useRef<BeforeNext | null>(null);
  const { language } = words;
  const { known } = store;
  const { answers, passed } = draft;
  const state = useMemo(() => ({ answers, known, language }), [answers, known, language]);
  const pages = allPages.filter((page) => !page.isHidden(state));
  const reachable = reachablePages(pages, passed, state);
  // A saved draft may name a page that was reachable on another machine.
  const page = pages.find(({ id }) => id === draft.page && reachable.has(id)) ?? pages[0] ?? allPages[0];
  const asked = makeRequest(pages, state);
  const request = asked === null ? null : JSON.stringify(asked, null, 2);
  const isIdle = run === null || run.state !== 'running';
  const { planned, lastPlan, again } = usePlanned(isIdle ? request : null);

  // While the page comes up, not after it: a plan that is taken back would be drawn for nothing.
  const here = `${page.id} ${draft.leftRun ?? ''}`;
  const [plannedAt, setPlannedAt] = useState(here);
  if (here !== plannedAt) {
    setPlannedAt(here);
    if (page.plansAnew) again();
  }

  const announce = useCallback((key: MessageKey, values?: Values) => setSaid(words.t(key, values)), [words]);
  const goTo = (to: string, passed?: string): void => {
    setShown({ page: '', problems: [] });
    dispatch({ type: 'go', to, ...(passed === undefined ? {} : { passed }) });
  };

  /** What the page does before it is left, and what is wrong with it then. */
  const finish = async (): Promise<readonly Problem[]> => {
    const { problems: early, settled } = (await beforeNext.current?.()) ?? { problems: [], settled: [] };
    // What the page said itself goes first; a field is told once.
    const judged = new Set([...settled, ...early.map(({ field }) => field)]);
    return [...early, ...page.validate(state).filter(({ field }) => !judged.has(field))];
  };

  const tell = (problems: readonly Problem[]): void => {
    setShown({ page: page.id, problems });
    announce('app.problems', { count: problems.length });
    focusField(problems[0]?.field ?? '');
  };

  const leave = async (): Promise<void> => {
    const problems = await finish();
    if (problems.length > 0) return tell(problems);
    const following = pages[pages.indexOf(page) + 1];
    if (following !== undefined) goTo(following.id, page.id);
  };

  /** To any page. What was typed into a field of secrets counts on this way too: ahead with it in order, back without a word. */
  const jump = async (to: string): Promise<void> => {
    const isAhead = pages.findIndex(({ id }) => id === to) > pages.indexOf(page);
    const problems = isAhead ? await finish() : await finish().then(nothing, nothing);
    if (problems.length > 0) tell(problems);
    else goTo(to);
  };

  const wizard: Wizard = {
    draft,
    dispatch,
    state,
    store,
    run,
    connected,
    pages,
    page,
    request,
    planned,
    planAgain: again,
    lastPlan,
    problems: shown.page === page.id ? shown.problems : [],
    next: () => void leave(),
    go: (to) => void jump(to),
    beforeNext,
    announce,
  };
  return (
    <WizardContext value={wizard}>
      {children}
      <p className="only-read" role="status" aria-live="polite">
        {said}
      </p>
    </WizardContext>
  );
}

/** Moves the focus into a field, once its problem stands beside it. */
function focusField(field: string): void {
  requestAnimationFrame(() => {
    const place = document.querySelector(`[data-field="${field}"]`);
    const control = place?.querySelector<HTMLElement>('input, textarea, select, button, [tabindex="0"]');
    control?.focus();
    place?.scrollIntoView({ block: 'center' });
  });
}
