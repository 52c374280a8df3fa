// SPDX-License-Identifier: Apache-2.0
import { useCallback, useEffect, useState } from 'react';
import type { Issue } from '../../core/issues/issue.ts';
import type { Plan } from '../../core/plan/plan.ts';
import { call } from './call.ts';
import { ServiceError } from './service-error.ts';

/** The plan for what was asked so far. `request` is the text that it was made from, as apply wants it. */
export interface Planned {
  readonly status: 'none' | 'making' | 'made';
  readonly request: string;
  readonly hash: string | null;
  readonly plan: Plan | null;
  readonly issues: readonly Issue[];
}

const none: Planned = { status: 'none', request: '', hash: null, plan: null, issues: [] };
const PAUSE_MS = 200;

/** Has a plan made whenever the request changes; null asks for none. The old plan is not shown for a new request. */
export function usePlanned(request: string | null): {
  planned: Planned;
  lastPlan: Plan | null;
  again: () => void;
} {
  const [answer, setAnswer] = useState<Planned>(none);
  const [lastPlan, setLastPlan] = useState<Plan | null>(null);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (request === null) return;
    const controller = new AbortController();
    const timer = setTimeout(() => {
      call('plan', { request }, controller.signal).then(
        ({ hash, plan, issues }) => {
          setAnswer({ status: 'made', request, hash, plan, issues });
          if (plan !== null) setLastPlan(plan);
        },
        (error: unknown) => {
          if (controller.signal.aborted) return;
          const issues = error instanceof ServiceError ? error.issues : [];
          setAnswer({ status: 'made', request, hash: null, plan: null, issues });
        },
      );
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [request, turn]);
  const again = useCallback(() => {
    setAnswer(none);
    setTurn((before) => before + 1);
  }, []);
  const isFor = request !== null && answer.request === request;
  const making = { ...none, status: request === null ? ('none' as const) : ('making' as const) };
  return { planned: isFor ? answer : making, lastPlan, again };
}
