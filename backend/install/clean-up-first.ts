// SPDX-License-Identifier: Apache-2.0
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
type Name = (typeof SIGNALS)[number];

function endThisProcess(name: Name): void {
  // Whoever else listens decides; without anybody the kernel ends it, and a shell says 130 or the like (signal(7)).
  if (process.listenerCount(name) === 0) process.kill(process.pid, name);
}

/**
 * Does work that has something open meanwhile. A signal that would end this process on the spot, and leave that open,
 * aborts the work instead, and ends the process when the work has cleaned up. end: another one in tests only.
 */
export async function cleanUpFirst<T>(
  work: (signal: AbortSignal) => Promise<T>,
  end: (name: Name) => void = endThisProcess,
): Promise<T> {
  const controller = new AbortController();
  let came: Name | null = null;
  const note = (name: Name): void => {
    came = name;
    controller.abort();
  };
  for (const name of SIGNALS) process.on(name, note);
  try {
    return await work(controller.signal);
  } finally {
    for (const name of SIGNALS) process.off(name, note);
    if (came !== null) end(came);
  }
}
