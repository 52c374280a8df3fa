// SPDX-License-Identifier: Apache-2.0
import { LOG_PREFIX, type Output } from './output.ts';

/** In milliseconds; who waits longer wonders what for. */
const SLOW_MS = 2000;

/** The outcome of `work`; when that takes its time, a line says once what is going on. Programs that read JSON wait silently. */
export async function sayWhenSlow<T>(
  output: Output,
  what: string,
  work: Promise<T>,
  slowMs: number = SLOW_MS,
): Promise<T> {
  const timer = output.json ? undefined : setTimeout(() => output.err(`${LOG_PREFIX}${what} ...\n`), slowMs);
  try {
    return await work;
  } finally {
    clearTimeout(timer);
  }
}
