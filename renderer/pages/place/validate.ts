// SPDX-License-Identifier: Apache-2.0
import type { Problem } from '../../app/page.ts';
import type { WizardState } from '../../app/wizard-state.ts';
import { chosenZone } from './chosen-place.ts';

export function validatePlace(state: WizardState): Problem[] {
  return chosenZone(state) === null ? [{ field: 'zone', key: 'place.zone.missing' }] : [];
}
