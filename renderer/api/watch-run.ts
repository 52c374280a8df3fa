// SPDX-License-Identifier: Apache-2.0
import { runSchema, type Run } from '../../core/run/run.ts';

/** Follows the run; the browser connects again by itself. Returns how to stop. */
export function watchRun(onRun: (run: Run) => void, onConnected: (connected: boolean) => void): () => void {
  const source = new EventSource('/api/run');
  source.addEventListener('open', () => onConnected(true));
  source.addEventListener('error', () => onConnected(false));
  source.addEventListener('message', (event) => {
    const run = runSchema.safeParse(JSON.parse(String(event.data)));
    // One that cannot be read belongs to a service of another version; the next may be readable.
    if (run.success) onRun(run.data);
  });
  return () => source.close();
}
