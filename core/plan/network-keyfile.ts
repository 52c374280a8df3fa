// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';
import { networkRequest } from '../request/request.ts';

type NetworkRequest = z.infer<typeof networkRequest>;

function ipSection(name: 'ipv4' | 'ipv6', request: NetworkRequest): string[] {
  const mine = (address: string): boolean => address.includes(':') === (name === 'ipv6');
  const addresses = (request.addresses ?? []).filter(mine);
  const dns = (request.dns ?? []).filter(mine);
  const gateway = request.gateway !== undefined && mine(request.gateway) ? request.gateway : null;
  const manual = addresses.map((address, index) => {
    const via = index === 0 && gateway !== null ? `,${gateway}` : '';
    return `address${index + 1}=${address}${via}`;
  });
  return [
    `[${name}]`,
    `method=${addresses.length > 0 ? 'manual' : 'auto'}`,
    ...manual,
    ...(dns.length === 0 ? [] : [`dns=${dns.join(';')};`]),
    '',
  ];
}

/** A wired profile in NetworkManager's format (nm-settings-keyfile(5)). */
export function networkKeyfile(request: NetworkRequest): string {
  return [
    '[connection]',
    `id=${request.name}`,
    'type=ethernet',
    ...(request.interface === undefined ? [] : [`interface-name=${request.interface}`]),
    '',
    ...ipSection('ipv4', request),
    ...ipSection('ipv6', request),
  ].join('\n');
}
