// SPDX-License-Identifier: Apache-2.0
import { errorIssue, type Issue } from '../issues/issue.ts';
import type { Request } from './request.ts';

function isVersion6(address: string): boolean {
  return address.includes(':');
}

/** What can be said of the connections without looking at a machine. */
export function checkNetwork(request: Request): Issue[] {
  const issues: Issue[] = [];
  const seen = new Set<string>();
  for (const [index, { name, gateway, addresses = [] }] of (request.network ?? []).entries()) {
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
