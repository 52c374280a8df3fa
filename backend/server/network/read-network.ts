// SPDX-License-Identifier: Apache-2.0
import type { NetworkDevice, NetworkState } from '../../../core/contract/network-state.ts';
import { CommandError, type Runner } from '../../runner/command.ts';
import { fieldsOf, nmcli } from './nmcli.ts';

const DEVICE_FIELDS = 'GENERAL.DEVICE,GENERAL.TYPE,GENERAL.STATE,GENERAL.CONNECTION,IP4.ADDRESS,IP6.ADDRESS';
const kinds: Readonly<Record<string, NetworkDevice['kind']>> = { ethernet: 'wired', wifi: 'wifi' };

/** Numbers of NMDeviceState (NetworkManager, nm-dbus-interface.h): 20 unavailable, 30 disconnected, 100 activated. */
function stateOf(text: string): NetworkDevice['state'] {
  const number = Number.parseInt(text, 10);
  if (number === 100) return 'connected';
  if (number >= 40 && number < 100) return 'connecting';
  return number >= 30 ? 'disconnected' : 'unavailable';
}

/** SECURITY of `nmcli device wifi list`: "WPA2 802.1X", "WPA1 WPA2", "WEP", "OWE", or nothing. */
export function securityOf(text: string): NetworkDevice['networks'][number]['security'] {
  const words = text.split(/\s+/);
  if (words.includes('802.1X')) return 'enterprise';
  if (words.some((word) => /^WPA\d?$/.test(word))) return 'personal';
  if (words.includes('WEP')) return 'unsupported';
  return text === '' || text === '--' || words.includes('OWE') ? 'open' : 'unsupported';
}

/** One access point as nmcli lists it. */
export interface AccessPoint {
  readonly device: string;
  readonly ssid: string;
  readonly strength: number;
  readonly security: string;
  /** The card is in this network. */
  readonly inUse: boolean;
}

/** Access points in reach; `scan` waits for a new look. */
export async function accessPoints(runner: Runner, scan: boolean): Promise<AccessPoint[]> {
  const words = ['--fields', 'DEVICE,SSID,SIGNAL,SECURITY,IN-USE', 'device', 'wifi', 'list'];
  const lines = await nmcli(runner, [...words, '--rescan', scan ? 'yes' : 'no']);
  return lines.flatMap((line) => {
    const [device, ssid, strength, security, inUse] = fieldsOf(line);
    // A hidden network says no name.
    if (device === undefined || ssid === undefined || ssid === '' || ssid === '--') return [];
    return [
      { device, ssid, strength: Number(strength) || 0, security: security ?? '', inUse: inUse === '*' },
    ];
  });
}

function devicesFrom(lines: readonly string[]): NetworkDevice[] {
  const devices: NetworkDevice[] = [];
  let block: Map<string, string> = new Map();
  let addresses: string[] = [];
  const end = (): void => {
    const kind = kinds[block.get('GENERAL.TYPE') ?? ''];
    const name = block.get('GENERAL.DEVICE');
    if (kind !== undefined && name !== undefined)
      devices.push({
        name,
        kind,
        state: stateOf(block.get('GENERAL.STATE') ?? ''),
        connection: block.get('GENERAL.CONNECTION') || null,
        addresses,
        networks: [],
      });
  };
  for (const line of lines) {
    const [key = '', ...rest] = fieldsOf(line);
    // An IPv6 address has colons of its own; nmcli escapes them, but has not always.
    const value = rest.join(':');
    if (key === 'GENERAL.DEVICE') {
      end();
      block = new Map();
      addresses = [];
    }
    if (/^IP[46]\.ADDRESS\[\d+\]$/.test(key)) addresses.push(value);
    else block.set(key, value === '--' ? '' : value);
  }
  end();
  return devices;
}

/** The network as NetworkManager sees it; `managed: false` when it cannot be asked. `scan`: look for wireless networks anew. */
export async function readNetwork(runner: Runner, scan: boolean): Promise<NetworkState> {
  try {
    const devices = devicesFrom(await nmcli(runner, ['--fields', DEVICE_FIELDS, 'device', 'show']));
    if (devices.every(({ kind }) => kind !== 'wifi')) return { managed: true, devices };
    // A card that may not scan now (rate limit, radio off) still has a state to show.
    const points = await accessPoints(runner, scan).catch(() => []);
    return { managed: true, devices: devices.map((device) => withNetworks(device, points)) };
  } catch (error) {
    if (error instanceof CommandError) return { managed: false, devices: [] };
    throw error;
  }
}

function withNetworks(device: NetworkDevice, points: readonly AccessPoint[]): NetworkDevice {
  const strongest = new Map<string, NetworkDevice['networks'][number]>();
  for (const { device: name, ssid, strength, security } of points) {
    if (name !== device.name || strength < (strongest.get(ssid)?.strength ?? -1)) continue;
    strongest.set(ssid, { ssid, strength, security: securityOf(security) });
  }
  const networks = [...strongest.values()].sort((a, b) => b.strength - a.strength);
  // Its connection has a name of ours, which means nothing to a person.
  const used = points.find(({ device: name, inUse }) => inUse && name === device.name);
  return { ...device, connection: used?.ssid ?? device.connection, networks };
}
