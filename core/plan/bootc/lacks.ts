// SPDX-License-Identifier: Apache-2.0
import { errorIssue, type Issue } from '../../issues/issue.ts';

/** What most of these mean when nobody looks before: checked against bootc 1.16. */
export const FAILS_LATE = 'bootc fails after it has partitioned the disk';

/** The image is without something that an install by bootc needs. */
export function imageLacks(what: string, effect: string): Issue {
  return errorIssue('image-lacks', ['image'], { what, effect });
}

/** The same of the live system, whose own bootc is asked for. */
export function liveLacks(what: string, effect: string): Issue {
  return errorIssue('live-lacks', ['install', 'carrier'], { what, effect });
}
