// SPDX-License-Identifier: Apache-2.0
import type { Request } from '../../../core/request/request.ts';
import type { WizardState } from '../../app/wizard-state.ts';
import { linesOf } from './validate.ts';

/** Connections that were set by hand; the proxy belongs to the image (pages/image/to-request.ts). */
export function networkRequest({ answers }: WizardState): Partial<Request> {
  const network = answers.network.byHand.map(({ device, addresses, gateway, dns }) => ({
    name: device,
    interface: device,
    addresses: linesOf(addresses),
    ...(gateway.trim() === '' ? {} : { gateway: gateway.trim() }),
    dns: linesOf(dns),
  }));
  return network.length === 0 ? {} : { network };
}
