// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';

/** How much at either end of a disk tells it apart: tables, boot loaders, labels and the journal of an install lie there. */
export const DISK_EDGE_BYTES = 1024 * 1024;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** SHA-256 of the first and of the last DISK_EDGE_BYTES of a disk. */
export const diskEdges = z.object({ first: sha256, last: sha256 });
export type DiskEdges = z.infer<typeof diskEdges>;
