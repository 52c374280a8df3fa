// SPDX-License-Identifier: Apache-2.0
import type { DiskState } from '../plan/step.ts';

/** What state the disk is in, for the table after a failure: what happened to it, and whether it boots. */
export const diskStateWords: Readonly<Record<DiskState, { state: string; oldData: string; boots: string }>> =
  {
    untouched: { state: 'nothing was written', oldData: 'all there', boots: 'as before' },
    shrunk: {
      state: 'a file system was made smaller, or was about to be',
      oldData: 'all there; if it was cut there, check that file system',
      boots: 'as before',
    },
    'table-changed': {
      state: 'partitions were added, removed or resized',
      oldData: 'what is kept is all there; the old table is in the log',
      boots: 'what is kept, as before',
    },
    'table-replaced': {
      state: 'a new partition table was written, no file system yet',
      oldData: 'the table is gone, contents mostly still on the disk; the old table is in the log',
      boots: 'no',
    },
    formatted: {
      state: 'new, empty file systems',
      oldData: 'lost, but for what the plan keeps',
      boots: 'not the new system',
    },
    'system-incomplete': {
      state: 'the system is partly copied',
      oldData: 'lost, but for what the plan keeps',
      boots: 'not the new system',
    },
    'system-unbootable': {
      state: 'the system is there, without a boot loader',
      oldData: 'lost, but for what the plan keeps',
      boots: 'not the new system',
    },
    bootable: {
      state: 'the system and its loader are written',
      oldData: 'lost, but for what the plan keeps',
      boots: 'perhaps; the boot proof did not pass',
    },
  };
