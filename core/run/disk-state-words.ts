// SPDX-License-Identifier: Apache-2.0
import type { DiskState } from '../plan/step.ts';

/** What state the disk is in, for the table after a failure: what happened to it, and whether it boots. */
export const diskStateWords: Readonly<Record<DiskState, { state: string; oldData: string; boots: string }>> =
  {
    untouched: { state: 'nothing was written', oldData: 'all there', boots: 'as before' },
    'table-replaced': {
      state: 'a new partition table was written, no file system yet',
      oldData: 'the table is gone, contents mostly still on the disk; the old table is in the log',
      boots: 'no',
    },
    formatted: { state: 'new, empty file systems', oldData: 'lost', boots: 'no' },
    'system-incomplete': { state: 'the system is partly copied', oldData: 'lost', boots: 'no' },
    'system-unbootable': {
      state: 'the system is there, without a boot loader',
      oldData: 'lost',
      boots: 'no',
    },
    bootable: {
      state: 'the system and its loader are written',
      oldData: 'lost',
      boots: 'perhaps; the boot proof did not pass',
    },
  };
