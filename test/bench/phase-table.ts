// SPDX-License-Identifier: Apache-2.0
import type { ContestResult, ContestRun } from './live-contest.ts';
import { median } from './pair-times.ts';

const NAME_WIDTH = 22;
const NUMBER_WIDTH = 9;

function line(name: string, seconds: readonly number[]): string {
  const cells = seconds.map((value) => (Number.isNaN(value) ? '-' : value.toFixed(1)).padStart(NUMBER_WIDTH));
  return `${name.padEnd(NAME_WIDTH)}${cells.join('')}`;
}

/** NaN for a phase that this side does not have. */
function phaseMedian(runs: readonly ContestRun[], name: string): number {
  return median(runs.flatMap(({ phases }) => phases.get(name) ?? []));
}

/** What a contest took in seconds, for a person: every run, then the median of each phase of both sides. */
export function contestLines({ ours, bare }: ContestResult): string[] {
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
