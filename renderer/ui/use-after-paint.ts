// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from 'react';
import { afterPaint } from './after-paint.ts';

/** False while the component comes up, true from the frame after: what is long waits for that, the page does not. */
export function useAfterPaint(): boolean {
  const [isPainted, setIsPainted] = useState(false);
  useEffect(() => afterPaint(() => setIsPainted(true)), []);
  return isPainted;
}
