// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';
import { systemKind } from '../../facts/storage-facts.ts';
import { issueSchema } from '../../issues/issue.ts';
import { diskSelector } from '../../request/disk-selector.ts';
import { layoutRequest } from '../../request/layout-request.ts';

/** What a person may choose for the disk, with the part of a request that asks for it. */
export const offerSchema = z.object({
  kind: z.enum(['erase', 'free-space', 'alongside', 'replace', 'keep-data', 'manual']),
  layout: layoutRequest,
  /** Kernel name of the partition it is about: what gives room, or the root that goes or stays. Null: none. */
  partition: z.string().nullable(),
  /** The operating system there; null: none that is known. */
  system: z.object({ kind: systemKind, name: z.string() }).nullable(),
  /** Of `alongside`: the sizes that the partition may be left with, both included, in bytes and whole MiB. */
  room: z.object({ minBytes: z.number().int(), maxBytes: z.number().int() }).nullable(),
  /** The errors of a plan with it; none: it can be chosen. */
  issues: z.array(issueSchema),
});
export type Offer = z.infer<typeof offerSchema>;
export type OfferKind = Offer['kind'];

/** A further disk, and why it cannot be used for something; no issues: it can. */
export const furtherDiskSchema = z.object({
  path: z.string(),
  disk: diskSelector,
  /** As the mirror of an erased disk. */
  mirror: z.array(issueSchema),
  /** Erased, for data; judged for /home. */
  data: z.array(issueSchema),
});
export type FurtherDisk = z.infer<typeof furtherDiskSchema>;

/** Everything that can be done with the disk of a request; impossible ones keep their reasons. */
export const offersSchema = z.object({
  offers: z.array(offerSchema),
  further: z.array(furtherDiskSchema),
  /** Why swap cannot be compressed in memory; no issues: it can. */
  zram: z.array(issueSchema),
});
export type Offers = z.infer<typeof offersSchema>;

/** Where there is no disk to offer anything for. */
export const noOffers: Offers = { offers: [], further: [], zram: [] };
