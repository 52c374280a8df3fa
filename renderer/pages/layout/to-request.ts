// SPDX-License-Identifier: Apache-2.0
import type { Request } from '../../../core/request/request.ts';
import type { WizardState } from '../../app/wizard-state.ts';

export function layoutRequest({ answers: { layout } }: WizardState): Partial<Request> {
  return layout.rootFileSystem === null ? {} : { rootFileSystem: layout.rootFileSystem };
}
