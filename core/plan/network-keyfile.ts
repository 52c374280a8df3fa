// SPDX-License-Identifier: Apache-2.0
import type { NetworkRequest, WifiConnection } from '../request/request.ts';
import { keyfileSsid, keyfileValue } from './keyfile-value.ts';

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

/** The section that ends with the password comes last, so that its line can be put behind everything else. */
function wifiSections({ ssid, hidden, security, identity }: WifiConnection): string[] {
  const network = ['[wifi]', 'mode=infrastructure', `ssid=${keyfileSsid(ssid)}`];
  const sections = [...network, ...(hidden === true ? ['hidden=true'] : []), ''];
  if (security === 'open') return sections;
  // wpa-psk speaks WPA3 too where both ends do (nm-settings-nmcli(5), key-mgmt).
  const kind = security === 'personal' ? 'wpa-psk' : 'wpa-eap';
  sections.push('[wifi-security]', `key-mgmt=${kind}`);
  if (security === 'personal') return [...sections, ''];
  const user = keyfileValue(identity ?? '');
  return [...sections, '', '[802-1x]', 'eap=peap;', `identity=${user}`, 'phase2-auth=mschapv2', ''];
}

/**
 * A profile in NetworkManager's format (nm-settings-keyfile(5)), without its password; `secretKey` is the setting that
 * takes it, and belongs to the last section.
 */
export function networkKeyfile(request: NetworkRequest): { text: string; secretKey: string | null } {
  const { wifi } = request;
  const lines = [
    '[connection]',
    `id=${request.name}`,
    `type=${wifi === undefined ? 'ethernet' : 'wifi'}`,
    ...(request.interface === undefined ? [] : [`interface-name=${request.interface}`]),
    '',
    ...ipSection('ipv4', request),
    ...ipSection('ipv6', request),
    ...(wifi === undefined ? [] : wifiSections(wifi)),
  ];
  const security = wifi?.security ?? 'open';
  const secretKey = security === 'open' ? null : security === 'personal' ? 'psk' : 'password';
  return { text: lines.join('\n'), secretKey };
}
