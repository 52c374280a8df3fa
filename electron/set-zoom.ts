// SPDX-License-Identifier: Apache-2.0
import type { WebContents } from 'electron';

const LEAST_PERCENT = 50;
const MOST_PERCENT = 300;

/** Sets the size of everything on the page, in per cent; what does not fit is refused. Returns what is set now. */
export function setZoom(
  contents: Pick<WebContents, 'setZoomFactor' | 'getZoomFactor'>,
  percent: unknown,
): number {
  if (typeof percent === 'number' && percent >= LEAST_PERCENT && percent <= MOST_PERCENT)
    contents.setZoomFactor(percent / 100);
  return Math.round(contents.getZoomFactor() * 100);
}
