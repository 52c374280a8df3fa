// SPDX-License-Identifier: Apache-2.0
import { comparePairs, type PairTimes } from './pair-times.ts';

/** What a measure is given. */
export interface MeasureOptions {
  /** How many pairs of runs; null: as many as the measure thinks right. */
  readonly pairs: number | null;
  /** Called with each line of progress for a person. */
  readonly say: (line: string) => void;
}

/** What a measure finds out. */
export interface Timed {
  readonly times: PairTimes;
  /** Lines for a person: phases, single runs. */
  readonly details?: readonly string[];
}

/** Ours against a peer that was measured in the same run, interleaved. */
export interface Measure {
  readonly name: string;
  /** The peer, in a word or two. */
  readonly peer: string;
  /** Ours may take this many times the peer's time. */
  readonly bound: number;
  /** "vm" takes many minutes: it runs when it is named or with --all. */
  readonly kind: 'quick' | 'vm';
  /** Why it cannot run here, for a person; null when it can, and always where this is left out. */
  readonly skipped?: () => string | null;
  readonly time: (options: MeasureOptions) => Promise<Timed>;
}

export interface MeasureResult {
  readonly name: string;
  readonly peer: string;
  /** Median wall time in milliseconds. */
  readonly oursMs: number;
  readonly peerMs: number;
  readonly ratio: number;
  readonly bound: number;
  readonly ok: boolean;
  readonly details?: readonly string[];
}

/** A measure that could not run here, and why: no bound is broken by it. */
export interface SkippedMeasure {
  readonly name: string;
  readonly skipped: string;
}

/** A figure of ours that is held to a limit of its own, without a peer. */
export interface LimitMeasure {
  readonly name: string;
  readonly kind: 'limit';
  readonly unit: 'KiB' | 'ms';
  /** The figure may be this large. */
  readonly limit: number;
  readonly skipped?: () => string | null;
  readonly find: (options: MeasureOptions) => Promise<{ value: number; details?: readonly string[] }>;
}

export interface LimitResult {
  readonly name: string;
  readonly value: number;
  readonly unit: LimitMeasure['unit'];
  readonly limit: number;
  readonly ok: boolean;
  readonly details?: readonly string[];
}

export type Outcome = MeasureResult | LimitResult | SkippedMeasure;

/** Finds a figure, where it can, and holds it to its limit. */
async function runLimit(measure: LimitMeasure, options: MeasureOptions): Promise<Outcome> {
  const { name, unit, limit } = measure;
  const skipped = measure.skipped?.() ?? null;
  if (skipped !== null) return { name, skipped };
  const { value, details } = await measure.find(options);
  return { name, value, unit, limit, ok: value <= limit, ...(details === undefined ? {} : { details }) };
}

/** Runs a measure, where it can, and holds its ratio to its bound. */
export async function runMeasure(measure: Measure | LimitMeasure, options: MeasureOptions): Promise<Outcome> {
  if (measure.kind === 'limit') return runLimit(measure, options);
  const { name, peer, bound } = measure;
  const skipped = measure.skipped?.() ?? null;
  if (skipped !== null) return { name, skipped };
  const { times, details } = await measure.time(options);
  const { oursMs, peerMs, ratio } = comparePairs(times);
  const more = details === undefined ? {} : { details };
  return { name, peer, oursMs, peerMs, ratio, bound, ok: ratio <= bound, ...more };
}
