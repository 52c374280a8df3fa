// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from 'react';
import type { Run } from '../../core/run/run.ts';
import { watchRun } from './watch-run.ts';

/** The newest snapshot of the run; null until the first one is there. */
export function useRun(): { run: Run | null; connected: boolean } {
  const [run, setRun] = useState<Run | null>(null);
  const [connected, setConnected] = useState(true);
  useEffect(() => watchRun(setRun, setConnected), []);
  return { run, connected };
}
