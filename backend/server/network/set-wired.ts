// SPDX-License-Identifier: Apache-2.0
import type { WiredRequest } from '../../../core/contract/network-state.ts';
import { errorIssue, type Issue } from '../../../core/issues/issue.ts';
import { CommandError, type Runner } from '../../runner/command.ts';
import { nmcli, nmcliWords } from './nmcli.ts';

/** Settings of one family (nm-settings-nmcli(5)): given addresses, or automatic when none is of this family. */
function familySettings(family: 'ipv4' | 'ipv6', { addresses, gateway, dns }: WiredRequest): string[] {
  const mine = (text: string): boolean => text.includes(':') === (family === 'ipv6');
  const given = addresses.filter(mine);
  const servers = dns.filter(mine);
  const via =
    gateway !== undefined && mine(gateway) && given.length > 0 ? [`${family}.gateway`, gateway] : [];
  return [
    `${family}.method`,
    given.length > 0 ? 'manual' : 'auto',
    ...(given.length > 0 ? [`${family}.addresses`, given.join(',')] : []),
    ...via,
    ...(servers.length > 0 ? [`${family}.dns`, servers.join(',')] : []),
  ];
}

/** Gives a wired card addresses for this live session; an empty list when that worked. */
export async function setWired(runner: Runner, request: WiredRequest): Promise<Issue[]> {
  const { device } = request;
  const name = `particleos-wired-${device}`;
  try {
    await nmcli(runner, ['connection', 'delete', 'id', name]).catch(() => undefined);
    const added = ['connection', 'add', 'save', 'no', 'type', 'ethernet', 'ifname', device, 'con-name', name];
    await nmcli(runner, [...added, ...familySettings('ipv4', request), ...familySettings('ipv6', request)]);
    await nmcli(runner, ['connection', 'up', 'id', name, 'ifname', device]);
    return [];
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    if (error.reason === 'not-found') return [errorIssue('network-unmanaged')];
    return [errorIssue('network-failed', [], { device, message: nmcliWords(error) })];
  }
}
