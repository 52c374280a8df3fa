// SPDX-License-Identifier: Apache-2.0
import type { DiskIdentity } from '../../core/facts/disk-identity.ts';

/** What a person types before a disk is erased; the command line asks for the same (backend/cli/apply-command.ts). */
export function confirmationWord(disk: Pick<DiskIdentity, 'serial' | 'sizeBytes'>): {
  readonly from: 'serial' | 'size';
  readonly word: string;
} {
  if (disk.serial !== null && disk.serial !== '') return { from: 'serial', word: disk.serial.slice(-4) };
  return { from: 'size', word: String(disk.sizeBytes).slice(-4) };
}
