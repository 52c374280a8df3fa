// SPDX-License-Identifier: Apache-2.0
import type { Request } from '../../../core/request/request.ts';
import type { WizardState } from '../../app/wizard-state.ts';

export function diskRequest({ answers }: WizardState): Partial<Request> {
  const { disk, release } = answers.disk;
  return disk === null ? {} : { disk, ...(release ? { releaseDisk: true } : {}) };
}
