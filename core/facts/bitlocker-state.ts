// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';

/**
 * How far BitLocker protects a volume. suspended: all is encrypted still, but the key lies beside it in the clear.
 * encrypting, decrypting: Windows has not ended that, or paused it.
 */
export const bitlockerState = z.enum(['on', 'suspended', 'encrypting', 'decrypting']);
export type BitlockerState = z.infer<typeof bitlockerState>;
