// SPDX-License-Identifier: Apache-2.0

/** Wall times in milliseconds; both lists have one entry per pair. */
export interface PairTimes {
  readonly ours: readonly number[];
  readonly peer: readonly number[];
}

/**
 * Runs ours and the peer in turn: ours-peer, peer-ours, ours-peer ... What a run leaves behind for the next one
 * (caches, a busy disk) then helps and hurts both sides alike, and so does a machine that gets slower meanwhile.
 */
export async function timePairs(
  pairs: number,
  ours: () => Promise<number>,
  peer: () => Promise<number>,
): Promise<PairTimes> {
  const times = { ours: [] as number[], peer: [] as number[] };
  for (let pair = 0; pair < pairs; pair += 1) {
    if (pair % 2 === 0) times.ours.push(await ours());
    times.peer.push(await peer());
    if (pair % 2 === 1) times.ours.push(await ours());
  }
  return times;
}

/** The middle value, or the mean of the two in the middle; NaN of nothing. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? Number.NaN : (low + high) / 2;
}

/** Medians in milliseconds, and how many times the peer's time ours takes. */
export function comparePairs({ ours, peer }: PairTimes): { oursMs: number; peerMs: number; ratio: number } {
  const [oursMs, peerMs] = [median(ours), median(peer)];
  return { oursMs, peerMs, ratio: oursMs / peerMs };
}
