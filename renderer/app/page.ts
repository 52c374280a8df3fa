// SPDX-License-Identifier: Apache-2.0
import type { ComponentType } from 'react';
import type { Request } from '../../core/request/request.ts';
import type { MessageKey } from '../i18n/en.ts';
import type { Values } from '../i18n/translate.ts';
import type { WizardState } from './wizard-state.ts';

/** What keeps a page from being complete: which field, and what to say beside it. */
export interface Problem {
  readonly field: string;
  readonly key: MessageKey;
  readonly values?: Values;
}

/** A page describes itself; it does not know its neighbours. */
export interface Page {
  readonly id: string;
  readonly titleKey: MessageKey;
  readonly Component: ComponentType;
  /** What is plugged in or out meanwhile counts here: who comes to this page gets a new plan. */
  readonly plansAnew: boolean;
  /** Whether there is nothing to ask here. */
  readonly isHidden: (state: WizardState) => boolean;
  readonly isComplete: (state: WizardState) => boolean;
  /** What is missing or wrong, by field, in the order of the page. */
  readonly validate: (state: WizardState) => readonly Problem[];
  /** The page's part of the request. */
  readonly toRequest: (state: WizardState) => Partial<Request>;
}

/** A page from its parts; it is complete when nothing is wrong with it. */
export function describePage(
  page: Pick<Page, 'id' | 'titleKey' | 'Component'> &
    Partial<Pick<Page, 'isHidden' | 'plansAnew' | 'validate' | 'toRequest'>>,
): Page {
  const validate = page.validate ?? (() => []);
  return {
    isHidden: () => false,
    plansAnew: false,
    toRequest: () => ({}),
    ...page,
    validate,
    isComplete: (state) => validate(state).length === 0,
  };
}
