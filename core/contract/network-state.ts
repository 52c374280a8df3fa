// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';

/** How a wireless network wants to be entered. */
export const wifiSecurity = z.enum(['open', 'personal', 'enterprise', 'unsupported']);

/** A wireless network in reach, the strongest access point of each name. */
const wifiNetwork = z.object({
  ssid: z.string(),
  /** 0..100, as NetworkManager gives it. */
  strength: z.number().int(),
  security: wifiSecurity,
});

/** A network card of the live system. */
const networkDevice = z.object({
  /** Interface name, e.g. "enp1s0". */
  name: z.string(),
  kind: z.enum(['wired', 'wifi']),
  /** "unavailable": no cable, or no radio. */
  state: z.enum(['connected', 'connecting', 'disconnected', 'unavailable']),
  /** Name of the connection in use; of a wireless one its SSID. */
  connection: z.string().nullable(),
  /** Addresses with their prefix, e.g. "192.0.2.7/24". */
  addresses: z.array(z.string()),
  networks: z.array(wifiNetwork),
});

/** The network of the live system, as NetworkManager sees it. `managed: false`: there is no NetworkManager to ask. */
export const networkStateSchema = z.object({ managed: z.boolean(), devices: z.array(networkDevice) });
export type NetworkState = z.infer<typeof networkStateSchema>;
export type NetworkDevice = NetworkState['devices'][number];

/** A wireless network to enter. The password is a secret that was handed over by the verb `secret`. */
export const wifiRequest = z.strictObject({
  device: z.string(),
  ssid: z.string().min(1).max(32),
  hidden: z.boolean(),
  security: z.enum(['open', 'personal', 'enterprise']),
  /** Enterprise only (PEAP with MSCHAPv2). */
  identity: z.string().optional(),
  passwordSecret: z.string().optional(),
});
export type WifiRequest = z.infer<typeof wifiRequest>;

/** A wired card's addresses in the live system; without any: automatic. */
export const wiredRequest = z.strictObject({
  device: z.string(),
  addresses: z.array(z.union([z.cidrv4(), z.cidrv6()])),
  gateway: z.union([z.ipv4(), z.ipv6()]).optional(),
  dns: z.array(z.union([z.ipv4(), z.ipv6()])),
});
export type WiredRequest = z.infer<typeof wiredRequest>;
