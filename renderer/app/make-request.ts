// SPDX-License-Identifier: Apache-2.0
import type { Request } from '../../core/request/request.ts';
import type { Page } from './page.ts';
import type { WizardState } from './wizard-state.ts';

/** The request as every page adds to it; null while no disk was chosen. */
export function makeRequest(pages: readonly Page[], state: WizardState): Request | null {
  const parts = Object.assign({}, ...pages.map((page) => page.toRequest(state))) as Partial<Request>;
  return parts.disk === undefined ? null : { version: 1, ...parts, disk: parts.disk };
}
