// SPDX-License-Identifier: Apache-2.0
import type { NetworkState, WifiRequest, WiredRequest } from '../../../core/contract/network-state.ts';
import { errorIssue, type Issue } from '../../../core/issues/issue.ts';

/** The password that wireless networks take. */
export const WIFI_PASSWORD = 'correct horse';

const inReach = [
  { ssid: 'Particle Lab', strength: 88, security: 'personal' },
  { ssid: 'eduroam', strength: 61, security: 'enterprise' },
  { ssid: 'Café Größenwahn', strength: 47, security: 'open' },
  { ssid: 'old-printer', strength: 20, security: 'unsupported' },
] as const;

/** The network of the recorded machine; it remembers what was set. */
export class FakeNetwork {
  #wired: readonly string[] = ['192.0.2.7/24'];
  #joined: string | null = null;

  state(): NetworkState {
    const wifi = this.#joined === null ? 'disconnected' : 'connected';
    return {
      managed: true,
      devices: [
        {
          name: 'enp1s0',
          kind: 'wired',
          state: 'connected',
          connection: 'Wired connection 1',
          addresses: [...this.#wired],
          networks: [],
        },
        {
          name: 'wlp2s0',
          kind: 'wifi',
          state: wifi,
          connection: this.#joined,
          addresses: this.#joined === null ? [] : ['198.51.100.23/24'],
          networks: [...inReach],
        },
      ],
    };
  }

  join({ ssid, security }: WifiRequest, password: string | undefined): Issue[] {
    if (security !== 'open' && password !== WIFI_PASSWORD)
      return [errorIssue('wifi-password', ['passwordSecret'], { ssid })];
    this.#joined = ssid;
    return [];
  }

  set({ addresses }: WiredRequest): Issue[] {
    this.#wired = addresses.length === 0 ? ['192.0.2.7/24'] : addresses;
    return [];
  }
}
