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

export const networkFields = z.object({ byHand: z.array(byHand), proxy: z.string() });
export type NetworkFields = z.infer<typeof networkFields>;
export const noNetwork: NetworkFields = { byHand: [], proxy: '' };
