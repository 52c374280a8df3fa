// SPDX-License-Identifier: Apache-2.0
import type { Request } from '../../../core/request/request.ts';
import type { WizardState } from '../../app/wizard-state.ts';
import { chosenLocale, chosenZone } from './chosen-place.ts';

export function placeRequest(state: WizardState): Partial<Request> {
  const timezone = chosenZone(state);
  return { locale: chosenLocale(state), ...(timezone === null ? {} : { timezone }) };
}
