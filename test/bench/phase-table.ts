// SPDX-License-Identifier: Apache-2.0
import type { ContestRun } from './contest-run.ts';
import { comparePairs, median } from './pair-times.ts';

const NAME_WIDTH = 22;
const NUMBER_WIDTH = 9;

/** The runs of both sides, in the order in which they were made. */
export interface ContestRuns {
  readonly ours: readonly ContestRun[];
  readonly bare: readonly ContestRun[];
}

function line(name: string, seconds: readonly number[]): string {
  const cells = seconds.map((value) => (Number.isNaN(value) ? '-' : value.toFixed(1)).padStart(NUMBER_WIDTH));
  return `${name.padEnd(NAME_WIDTH)}${cells.join('')}`;
}

/** NaN for a phase that this side does not have. */
function phaseMedian(runs: readonly ContestRun[], name: string): number {
  return median(runs.flatMap(({ phases }) => phases.get(name) ?? []));
}

/** One run for a person who looks on, and for what is left of a contest that was cut. */
export function runLine({ ms, processorSeconds, phases }: ContestRun): string {
  const parts = Array.from(phases, ([name, seconds]) => `${name} ${seconds.toFixed(1)}`).join(', ');
  return `${(ms / 1000).toFixed(1)} s (${parts}), ${processorSeconds.toFixed(1)} s of the host's processors`;
}

/** The last pair, and how all pairs so far compare; null in the middle of a pair. */
export function pairLine({ ours, bare }: ContestRuns): string | null {
  const [last, lastBare] = [ours.at(-1), bare.at(-1)];
  if (last === undefined || lastBare === undefined || ours.length !== bare.length) return null;
  const ms = (runs: readonly ContestRun[]): number[] => runs.map((run) => run.ms);
  const { ratio } = comparePairs({ ours: ms(ours), peer: ms(bare) });
  return `pair ${ours.length}: ratio ${(last.ms / lastBare.ms).toFixed(2)}, of the medians so far ${ratio.toFixed(2)}`;
}

/** What a contest took in seconds, for a person: every run, then the median of each phase of both sides. */
export function contestLines({ ours, bare }: ContestRuns): string[] {
  const wall = (runs: readonly ContestRun[]): number[] => runs.map(({ ms }) => ms / 1000);
  const spent = (runs: readonly ContestRun[]): number[] => runs.map((run) => run.processorSeconds);
  const spentRatio = median(spent(ours)) / median(spent(bare));
  const names = [...new Set([...ours, ...bare].flatMap(({ phases }) => [...phases.keys()]))];
  return [
    line('seconds, ours', wall(ours)),
    line('seconds, bare', wall(bare)),
    line('of processors, ours', spent(ours)),
    `${line('of processors, bare', spent(bare))}   ratio of the medians ${spentRatio.toFixed(2)}`,
    `${'medians of phases'.padEnd(NAME_WIDTH)}${'ours'.padStart(NUMBER_WIDTH)}${'bare'.padStart(NUMBER_WIDTH)}`,
    ...names.map((name) => line(`  ${name}`, [phaseMedian(ours, name), phaseMedian(bare, name)])),
  ];
}
