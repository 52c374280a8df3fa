// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';

/** A text of one line that may go into files and argument lists. */
export const lineOfText = z
  .string()
  .min(1)
  .regex(/^\P{Cc}*$/u, 'no control characters or line breaks');
