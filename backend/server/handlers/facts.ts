// SPDX-License-Identifier: Apache-2.0
import { errorIssue } from '../../../core/issues/issue.ts';
import { IssueError } from '../../../core/issues/issue-error.ts';
import { imageReference } from '../../../core/request/image-reference.ts';
import type { Service } from '../service.ts';
import type { VerbHandlers } from '../verb-handlers.ts';

/** `facts`: the machine, and an image when one is named. Throws IssueError bad-value for what is no reference. */
export function factsHandler({ options }: Service): VerbHandlers['facts'] {
  return async ({ image, signature }) => {
    const reference = image === undefined ? undefined : imageReference.safeParse(image);
    if (reference?.success === false) {
      const message = reference.error.issues[0]?.message ?? 'not an image reference';
      throw new IssueError(errorIssue('bad-value', ['image'], { value: image ?? '', message }));
    }
    return options.probe(reference?.data, signature);
  };
}
