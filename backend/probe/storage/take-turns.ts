// SPDX-License-Identifier: Apache-2.0

/** Work that must not meet other work of this process: each begins when the one before has ended, well or not. */
export function takeTurns(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work, work);
    last = next.catch(() => undefined);
    return next;
  };
}
