// SPDX-License-Identifier: Apache-2.0
import type { BitlockerState } from '../../../core/facts/bitlocker-state.ts';
import type { Runner } from '../../runner/command.ts';
import { HEAD_BYTES, METADATA_BYTES, metadataStart, metadataState } from './bitlocker-metadata.ts';
import { readDeviceBytes } from './read-device-bytes.ts';

/**
 * The state of a BitLocker volume, by its own metadata: `cryptsetup bitlkDump` does not tell whether Windows is still at
 * it. Throws CommandError, and Error when what is there cannot be understood.
 */
export async function readBitlocker(
  runner: Runner,
  path: string,
  sizeBytes: number,
  signal?: AbortSignal,
): Promise<BitlockerState> {
  const head = await readDeviceBytes(runner, path, { start: 0, bytes: HEAD_BYTES }, signal);
  const start = metadataStart(head);
  if (start !== null && start + METADATA_BYTES <= sizeBytes) {
    const block = await readDeviceBytes(runner, path, { start, bytes: METADATA_BYTES }, signal);
    const state = metadataState(block);
    if (state !== null) return state;
  }
  throw new Error('the metadata of BitLocker is none that is known here');
}
