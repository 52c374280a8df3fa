// SPDX-License-Identifier: Apache-2.0
const END_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** A person's Ctrl+C, a service manager's stop, a terminal that is gone. */
export type EndSignal = (typeof END_SIGNALS)[number];

/** Tells of each of these signals in place of ending the process, until the returned function is called. */
export function onEndSignal(listener: (name: EndSignal) => void): () => void {
  for (const name of END_SIGNALS) process.on(name, listener);
  return () => {
    for (const name of END_SIGNALS) process.off(name, listener);
  };
}
