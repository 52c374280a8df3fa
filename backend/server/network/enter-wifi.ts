// SPDX-License-Identifier: Apache-2.0
import type { WifiRequest } from '../../../core/contract/network-state.ts';
import { errorIssue, type Issue } from '../../../core/issues/issue.ts';
import { CommandError, type Runner } from '../../runner/command.ts';
import { nmcli, nmcliWords } from './nmcli.ts';
import { accessPoints } from './read-network.ts';

/** One connection of ours a card; the last one entered replaces it. */
const nameOf = (device: string): string => `particleos-wifi-${device}`;

/** WPA3 alone wants SAE; everything that also speaks WPA2 takes a pre-shared key (nm-settings-nmcli(5), key-mgmt). */
async function keyManagement(runner: Runner, { ssid, security }: WifiRequest): Promise<string | null> {
  if (security === 'open') return null;
  if (security === 'enterprise') return 'wpa-eap';
  const points = (await accessPoints(runner, false).catch(() => [])).filter((point) => point.ssid === ssid);
  const isWpa3Only =
    points.length > 0 &&
    points.every((point) => /\bWPA3\b/.test(point.security) && !/\bWPA[12]?\b/.test(point.security));
  return isWpa3Only ? 'sae' : 'wpa-psk';
}

function settingsOf(request: WifiRequest, management: string | null): string[] {
  const security = management === null ? [] : ['wifi-sec.key-mgmt', management];
  const enterprise =
    management === 'wpa-eap'
      ? ['802-1x.eap', 'peap', '802-1x.phase2-auth', 'mschapv2', '802-1x.identity', request.identity ?? '']
      : [];
  return ['ssid', request.ssid, 'wifi.hidden', request.hidden ? 'yes' : 'no', ...security, ...enterprise];
}

function issueOf(error: CommandError, { ssid, device }: WifiRequest): Issue {
  const message = nmcliWords(error);
  if (/secrets were required|802\.1X supplicant|password/i.test(message))
    return errorIssue('wifi-password', [], { ssid });
  if (/could not be found|No network with SSID/i.test(message))
    return errorIssue('wifi-absent', [], { ssid });
  if (error.reason === 'not-found') return errorIssue('network-unmanaged');
  return errorIssue('network-failed', [], { device, message });
}

/**
 * Enters a wireless network; an empty list when that worked. The password goes by standard input (passwd-file of
 * nmcli(1)) and the connection stays in memory: save no.
 */
export async function enterWifi(
  runner: Runner,
  request: WifiRequest,
  secret: (name: string) => string | undefined,
): Promise<Issue[]> {
  const { device, security, passwordSecret } = request;
  const password = passwordSecret === undefined ? undefined : secret(passwordSecret);
  if (security !== 'open' && password === undefined)
    return [errorIssue('secret-missing', [], { name: passwordSecret ?? 'the password' })];
  // It is one line of a file: a line break would be the next setting.
  if (password !== undefined && /[\n\r\0]/.test(password))
    return [errorIssue('wifi-password', [], { ssid: request.ssid })];
  const name = nameOf(device);
  try {
    const management = await keyManagement(runner, request);
    await nmcli(runner, ['connection', 'delete', 'id', name]).catch(() => undefined);
    const added = ['connection', 'add', 'save', 'no', 'type', 'wifi', 'ifname', device, 'con-name', name];
    await nmcli(runner, [...added, ...settingsOf(request, management)]);
    const setting = management === 'wpa-eap' ? '802-1x.password' : '802-11-wireless-security.psk';
    const secrets = management === null ? [] : ['passwd-file', '/dev/stdin'];
    await nmcli(
      runner,
      ['connection', 'up', 'id', name, ...secrets],
      management === null ? {} : { stdin: `${setting}:${password ?? ''}\n` },
    );
    return [];
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    // A wrong password would be tried again and again.
    await nmcli(runner, ['connection', 'delete', 'id', name]).catch(() => undefined);
    return [issueOf(error, request)];
  }
}
