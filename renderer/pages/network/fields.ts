// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';

/** A card whose addresses were set by hand; texts as typed, one entry a line. */
const byHand = z.object({
  device: z.string(),
  addresses: z.string(),
  gateway: z.string(),
  dns: z.string(),
});
export type ByHand = z.infer<typeof byHand>;

/** A wireless network that was entered here; the service has its password under wifiSecret(ssid). */
const joinedNetwork = z.object({
  ssid: z.string(),
  hidden: z.boolean(),
  security: z.enum(['open', 'personal', 'enterprise']),
  /** Of enterprise networks, else empty. */
  identity: z.string(),
  /** The installed system enters it too. */
  keep: z.boolean(),
});
export type JoinedNetwork = z.infer<typeof joinedNetwork>;

/** Name under which the service keeps the password of a network, and the request refers to it. */
export function wifiSecret(ssid: string): string {
  return `wifi:${ssid}`;
}

export const networkFields = z.object({
  byHand: z.array(byHand),
  joined: z.array(joinedNetwork).default([]),
  proxy: z.string(),
});
export type NetworkFields = z.infer<typeof networkFields>;
export const noNetwork: NetworkFields = { byHand: [], joined: [], proxy: '' };
