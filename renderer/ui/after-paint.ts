// SPDX-License-Identifier: Apache-2.0

/** A window that is not shown paints nothing; what waits for a frame is done then all the same. */
const WITHOUT_FRAME_MS = 500;

/** Runs something once the next frame is on the screen; returns how to call it off. */
export function afterPaint(run: () => void): () => void {
  let isDone = false;
  const timers = new Set<ReturnType<typeof setTimeout>>();
  const once = (): void => {
    if (isDone) return;
    stop();
    run();
  };
  // What is asked for before a frame runs before it is painted; a task from there runs after it.
  const frame = requestAnimationFrame(() => timers.add(setTimeout(once)));
  timers.add(setTimeout(once, WITHOUT_FRAME_MS));
  const stop = (): void => {
    isDone = true;
    cancelAnimationFrame(frame);
    for (const timer of timers) clearTimeout(timer);
  };
  return stop;
}
