// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';
import type { Problem } from '../../app/page.ts';
import type { WizardState } from '../../app/wizard-state.ts';
import type { ByHand } from './fields.ts';

const address = z.union([z.ipv4(), z.ipv6()]);
const withPrefix = z.union([z.cidrv4(), z.cidrv6()]);

/** The entries of a field that takes one a line. */
export function linesOf(text: string): string[] {
  return text
    .split(/[\s,]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** What is wrong with addresses set by hand. */
export function validateByHand({ addresses, gateway, dns }: ByHand): Problem[] {
  const problems: Problem[] = [];
  const entries = linesOf(addresses);
  const others = gateway.trim() !== '' || linesOf(dns).length > 0;
  if (!entries.every((one) => withPrefix.safeParse(one).success) || (entries.length === 0 && others))
    problems.push({ field: 'addresses', key: 'network.bad.addresses' });
  if (gateway.trim() !== '' && !address.safeParse(gateway.trim()).success)
    problems.push({ field: 'gateway', key: 'network.bad.gateway' });
  if (!linesOf(dns).every((one) => address.safeParse(one).success))
    problems.push({ field: 'dns', key: 'network.bad.dns' });
  return problems;
}

/** The proxy as core/request/request.ts takes it. */
export function isProxy(text: string): boolean {
  return /^https?:\/\/[^\s/\p{Cc}]+\/?$/u.test(text);
}

export function validateNetwork({ answers: { network } }: WizardState): Problem[] {
  const { proxy } = network;
  return proxy === '' || isProxy(proxy) ? [] : [{ field: 'proxy', key: 'network.bad.proxy' }];
}
