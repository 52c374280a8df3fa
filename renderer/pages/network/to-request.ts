// SPDX-License-Identifier: Apache-2.0
import type { NetworkRequest, Request } from '../../../core/request/request.ts';
import type { WizardState } from '../../app/wizard-state.ts';
import { wifiSecret, type ByHand, type JoinedNetwork } from './fields.ts';
import { linesOf } from './validate.ts';

function wired({ device, addresses, gateway, dns }: ByHand): NetworkRequest {
  return {
    name: device,
    interface: device,
    addresses: linesOf(addresses),
    ...(gateway.trim() === '' ? {} : { gateway: gateway.trim() }),
    dns: linesOf(dns),
  };
}

/** A name for a connection, and so for its file: "wifi-cafe-central". */
function nameFor(ssid: string, taken: ReadonlySet<string>): string {
  const plain = ssid.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const name = ['wifi', ...(plain.match(/[a-z0-9]+/g) ?? [])].join('-').slice(0, 48);
  for (let count = 1; ; count += 1) {
    const one = count === 1 ? name : `${name}-${count}`;
    if (!taken.has(one)) return one;
  }
}

function wireless({ ssid, hidden, security, identity }: JoinedNetwork): NetworkRequest['wifi'] {
  return {
    ssid,
    ...(hidden ? { hidden } : {}),
    security,
    ...(security === 'enterprise' ? { identity } : {}),
    ...(security === 'open' ? {} : { passwordSecret: wifiSecret(ssid) }),
  };
}

/** Connections set by hand, and wireless networks to keep; the proxy belongs to the image (pages/image/to-request.ts). */
export function networkRequest({ answers }: WizardState): Partial<Request> {
  const { byHand, joined } = answers.network;
  const network = byHand.map(wired);
  const taken = new Set(network.map(({ name }) => name));
  for (const one of joined.filter(({ keep }) => keep)) {
    const name = nameFor(one.ssid, taken);
    taken.add(name);
    network.push({ name, wifi: wireless(one) });
  }
  return network.length === 0 ? {} : { network };
}
