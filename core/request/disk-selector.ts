// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';
import { lineOfText } from './line-of-text.ts';

/** What a disk is known by. Never a kernel name: sda today may be sdb tomorrow. */
export const diskSelector = z.union([
  z.strictObject({ serial: lineOfText }),
  z.strictObject({ wwn: lineOfText }),
  z.strictObject({ byId: lineOfText }),
  z.strictObject({ only: z.literal(true) }),
]);
export type DiskSelector = z.infer<typeof diskSelector>;

/** The selector in words, as the answer file has it. */
export function selectorInWords(selector: DiskSelector): string {
  if ('serial' in selector) return `serial ${selector.serial}`;
  if ('wwn' in selector) return `WWN ${selector.wwn}`;
  if ('byId' in selector) return `by-id name ${selector.byId}`;
  return 'being the only disk';
}
