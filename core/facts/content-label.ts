// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';
import { imageContentSchema, type ImageContent } from './image-content.ts';

/** Label of an image whose builder has written down what is in its files. */
export const CONTENT_LABEL = 'org.particleos.content';

const labelSchema = z.object({
  /** The layers that it was found in, unpacked: an image made from this one inherits the label, but has more. */
  diffIds: z.array(z.string()),
  content: imageContentSchema,
});

/** The label's text for an image of these layers (OCI image-spec, config.md, "diff_ids"). */
export function contentLabel(content: ImageContent, diffIds: readonly string[]): string {
  return JSON.stringify({ diffIds, content });
}

/** What the label says of an image of these layers; null when there is none, or one of other layers or another time. */
export function readContentLabel(text: string | undefined, diffIds: readonly string[]): ImageContent | null {
  if (text === undefined) return null;
  try {
    const label = labelSchema.parse(JSON.parse(text));
    return JSON.stringify(label.diffIds) === JSON.stringify(diffIds) ? label.content : null;
  } catch {
    return null;
  }
}
