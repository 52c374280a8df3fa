// SPDX-License-Identifier: Apache-2.0
import type { Facts } from './facts.ts';

/** The firmware as people call it: "BIOS", "UEFI, Secure Boot enforced". */
export function firmwareInWords(firmware: Facts['firmware']): string {
  if (firmware === null) return 'unknown';
  if (firmware.kind === 'bios') return 'BIOS';
  if (firmware.secureBoot === null) return 'UEFI, Secure Boot unknown';
  return `UEFI, Secure Boot ${firmware.secureBoot ? 'enforced' : 'off'}`;
}
