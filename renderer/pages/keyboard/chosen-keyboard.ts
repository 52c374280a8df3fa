// SPDX-License-Identifier: Apache-2.0
import type { WizardState } from '../../app/wizard-state.ts';

/** The keyboard that was chosen, else the one the live system runs with; null while that is not known. */
export function chosenKeyboard({
  answers,
  known,
}: Pick<WizardState, 'answers' | 'known'>): { layout: string; variant: string | null } | null {
  const { layout, variant } = answers.keyboard;
  if (layout !== null) return { layout, variant };
  return known.choices?.current ?? null;
}
