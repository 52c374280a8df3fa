// SPDX-License-Identifier: Apache-2.0
import type { Request } from '../../../core/request/request.ts';
import type { WizardState } from '../../app/wizard-state.ts';

export function diskRequest({ answers: { disk } }: WizardState): Partial<Request> {
  return disk.disk === null ? {} : { disk: disk.disk };
}
