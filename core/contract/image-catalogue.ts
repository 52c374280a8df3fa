// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';

/** One image that the wizard offers by name; from catalogue.json of the live medium. */
const offeredImage = z.object({
  /** Stable short name, e.g. "corona". */
  id: z.string(),
  title: z.string(),
  /** One sentence; `summaries` of other languages by BCP 47 tag. */
  summary: z.string(),
  summaries: z.record(z.string(), z.string()).default({}),
  /** transport:reference, what is installed and tracked. */
  source: z.string(),
  /** Of the manifest, when the catalogue pins one. */
  digest: z.string().nullable(),
  /** Compressed bytes to fetch, and bytes on the disk; null: the catalogue does not say. */
  compressedBytes: z.number().int().nullable(),
  installedBytes: z.number().int().nullable(),
  /** File beside the catalogue, SVG or WebP; null: the wizard draws its own. */
  picture: z.string().nullable(),
});

/** The images at hand: the embedded one first when there is one. */
export const catalogueSchema = z.object({
  schema: z.literal(1),
  images: z.array(offeredImage),
});
export type ImageCatalogue = z.infer<typeof catalogueSchema>;
export type OfferedImage = ImageCatalogue['images'][number];
