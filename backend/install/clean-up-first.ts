// SPDX-License-Identifier: Apache-2.0
import { onEndSignal, type EndSignal } from './end-signals.ts';

function endThisProcess(name: EndSignal): void {
  // Whoever else listens decides; without anybody the kernel ends it, and a shell says 130 or the like (signal(7)).
  if (process.listenerCount(name) === 0) process.kill(process.pid, name);
}

/**
 * Does work that has something open meanwhile. A signal that would end this process on the spot, and leave that open,
 * aborts the work instead, and ends the process when the work has cleaned up. end: another one in tests only.
 */
export async function cleanUpFirst<T>(
  work: (signal: AbortSignal) => Promise<T>,
  end: (name: EndSignal) => void = endThisProcess,
): Promise<T> {
  const controller = new AbortController();
  let came: EndSignal | null = null;
  const stop = onEndSignal((name) => {
    came = name;
    controller.abort();
  });
  try {
    return await work(controller.signal);
  } finally {
    stop();
    if (came !== null) end(came);
  }
}
