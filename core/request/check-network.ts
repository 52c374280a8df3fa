// SPDX-License-Identifier: Apache-2.0
import { errorIssue, warningIssue, type Issue } from '../issues/issue.ts';
import type { Request, WifiConnection } from './request.ts';

function isVersion6(address: string): boolean {
  return address.includes(':');
}

/** A password where one is asked for, and nowhere else; the same for a user name. */
function checkWifi(wifi: WifiConnection, path: Issue['path']): Issue[] {
  const { ssid, security, identity, passwordSecret } = wifi;
  const wanted = { identity: security === 'enterprise', passwordSecret: security !== 'open' };
  const issues: Issue[] = [];
  for (const [key, value] of Object.entries({ identity, passwordSecret })) {
    const isWanted = wanted[key as keyof typeof wanted];
    if (isWanted && value === undefined) issues.push(errorIssue('missing-key', [...path, key], { key }));
    if (!isWanted && value !== undefined)
      issues.push(
        errorIssue('bad-value', [...path, key], { value: key, message: `no ${security} network takes it` }),
      );
  }
  // nm-settings(5), 802-1x.ca-cert: without one the server's certificate is not looked at.
  if (security === 'enterprise') issues.push(warningIssue('wifi-server-unchecked', path, { ssid }));
  return issues;
}

/** What can be said of the connections without looking at a machine. */
export function checkNetwork(request: Request): Issue[] {
  const issues: Issue[] = [];
  const seen = new Set<string>();
  for (const [index, { name, wifi, gateway, addresses = [] }] of (request.network ?? []).entries()) {
    if (wifi !== undefined) issues.push(...checkWifi(wifi, ['network', index, 'wifi']));
    // Two keyfiles of one name would be one file.
    if (seen.has(name)) issues.push(errorIssue('duplicate-connection', ['network', index, 'name'], { name }));
    seen.add(name);
    // nm-settings(5): a gateway is only used together with addresses of its family.
    if (gateway !== undefined && !addresses.some((address) => isVersion6(address) === isVersion6(gateway))) {
      issues.push(errorIssue('gateway-alone', ['network', index, 'gateway'], { gateway }));
    }
  }
  return issues;
}
