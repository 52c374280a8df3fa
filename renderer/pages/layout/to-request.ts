// SPDX-License-Identifier: Apache-2.0
import type { LayoutRequest } from '../../../core/request/layout-request.ts';
import type { Request } from '../../../core/request/request.ts';
import type { WizardState } from '../../app/wizard-state.ts';
import type { LayoutFields } from './fields.ts';

/** The layout that was chosen, with the further disk where one goes with it. */
function wholeLayout({ layout, second }: LayoutFields): LayoutRequest | null {
  if (second === null || (layout !== null && layout.kind !== 'erase')) return layout;
  const { disk, use } = second;
  if (use === 'mirror') return { kind: 'erase', raid1: [disk] };
  return { kind: 'erase', separate: [{ disk, mount: '/home' }] };
}

export function layoutRequestOf({ answers: { layout: fields } }: WizardState): Partial<Request> {
  const { rootFileSystem, swap } = fields;
  const layout = wholeLayout(fields);
  return {
    ...(layout === null ? {} : { layout }),
    ...(rootFileSystem === null ? {} : { rootFileSystem }),
    ...(swap === 'none' ? {} : { swap: { kind: swap } }),
  };
}
