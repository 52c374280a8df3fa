// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';
import { diskFields, noDisk } from '../pages/disk/fields.ts';
import { encryptionFields, noEncryption } from '../pages/encryption/fields.ts';
import { imageFields, noImage } from '../pages/image/fields.ts';
import { keyboardFields, noKeyboard } from '../pages/keyboard/fields.ts';
import { layoutFields, noLayout } from '../pages/layout/fields.ts';
import { networkFields, noNetwork } from '../pages/network/fields.ts';
import { noPlace, placeFields } from '../pages/place/fields.ts';
import { noUser, userFields } from '../pages/user/fields.ts';

/** How the wizard looks to this person. */
export const lookFields = z.object({
  /** Null: as the live system. */
  language: z.string().nullable(),
  theme: z.enum(['auto', 'light', 'dark']),
  contrast: z.boolean(),
  textPercent: z.union([z.literal(100), z.literal(125), z.literal(150), z.literal(200)]),
});
export type Look = z.infer<typeof lookFields>;

/** The fields of each page that has some. */
export const answersSchema = z.object({
  keyboard: keyboardFields,
  network: networkFields,
  image: imageFields,
  disk: diskFields,
  layout: layoutFields,
  encryption: encryptionFields.default(noEncryption),
  user: userFields,
  place: placeFields,
});
export type Answers = z.infer<typeof answersSchema>;

/**
 * All that a person has said so far: a plain value that outlives a reload and a crash of the face (verb saveDraft).
 * Only what was said is in it; null stands for "as proposed". Never a secret.
 */
export const draftSchema = z.object({
  version: z.literal(1),
  look: lookFields,
  answers: answersSchema,
  /** The page that is shown. */
  page: z.string(),
  /** The pages that were left by "next", in no order. */
  passed: z.array(z.string()),
  /** The ended run that was looked at and left for a change, by its length in milliseconds. */
  leftRun: z.number().nullable(),
});
export type Draft = z.infer<typeof draftSchema>;

export const emptyDraft: Draft = {
  version: 1,
  look: { language: null, theme: 'auto', contrast: false, textPercent: 100 },
  answers: {
    keyboard: noKeyboard,
    network: noNetwork,
    image: noImage,
    disk: noDisk,
    layout: noLayout,
    encryption: noEncryption,
    user: noUser,
    place: noPlace,
  },
  page: 'welcome',
  passed: [],
  leftRun: null,
};

/** A saved draft; null when there is none, or one of another version: then the wizard begins anew. */
export function readDraft(text: string | null): Draft | null {
  if (text === null) return null;
  try {
    return draftSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
