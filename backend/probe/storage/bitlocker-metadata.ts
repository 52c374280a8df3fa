// SPDX-License-Identifier: Apache-2.0
import type { BitlockerState } from '../../../core/facts/bitlocker-state.ts';

/** What of a volume's first block is read: the longest of the two headers that name the metadata. */
export const HEAD_BYTES = 512;
/** Room of one copy of the metadata (libbde, "BitLocker Drive Encryption format", FVE metadata block). */
export const METADATA_BYTES = 64 * 1024;

const SIGNATURE = '-FVE-FS-';
/** Behind a GUID: a fixed disk has it at 160, "BitLocker To Go" at 424. */
const heads: readonly (readonly [signature: string, at: number])[] = [
  [SIGNATURE, 160 + 16],
  ['MSWIN4.1', 424 + 16],
];

const BLOCK_HEADER = 64;
const METADATA_HEADER = 48;
/** Type of the entries that hold a copy of the volume's master key. */
const MASTER_KEY = 2;
/** Where such an entry says what protects that copy. */
const PROTECTION_AT = 34;
const CLEAR_KEY = 0;
/** Of the volume now, and when Windows has done what it is at. */
const states = { decrypted: 1, switching: 2, encrypted: 4, paused: 5 } as const;

function textAt(bytes: Uint8Array, at: number, length: number): string {
  return Buffer.from(bytes.subarray(at, at + length)).toString('latin1');
}

function viewOf(bytes: Uint8Array<ArrayBuffer>): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Where a volume says that its metadata begins, in bytes; null: it is no BitLocker of Windows 7 or later. Pure; never throws. */
export function metadataStart(head: Uint8Array<ArrayBuffer>): number | null {
  const found = heads.find(([signature]) => textAt(head, 3, signature.length) === signature);
  if (found === undefined || head.length < HEAD_BYTES) return null;
  const start = Number(viewOf(head).getBigUint64(found[1], true));
  return Number.isSafeInteger(start) && start > 0 ? start : null;
}

/** Whether a copy of the master key lies there in the clear; null: the entries are none. */
function hasClearKey(view: DataView): boolean | null {
  const end = BLOCK_HEADER + view.getUint32(BLOCK_HEADER, true);
  if (end < BLOCK_HEADER + METADATA_HEADER || end > view.byteLength) return null;
  for (let at = BLOCK_HEADER + METADATA_HEADER; at + 8 <= end;) {
    const size = view.getUint16(at, true);
    if (size < 8 || at + size > end) return null;
    const isKey = view.getUint16(at + 2, true) === MASTER_KEY;
    if (isKey && size > PROTECTION_AT + 2 && view.getUint16(at + PROTECTION_AT, true) === CLEAR_KEY)
      return true;
    at += size;
  }
  return false;
}

/** What one copy of the metadata says; null: that is not known here. Pure; never throws. */
export function metadataState(block: Uint8Array<ArrayBuffer>): BitlockerState | null {
  if (block.length < BLOCK_HEADER + METADATA_HEADER || textAt(block, 0, 8) !== SIGNATURE) return null;
  const view = viewOf(block);
  const [version, now, next] = [10, 12, 14].map((at) => view.getUint16(at, true));
  if (version !== 2) return null;
  if (now === states.switching || now === states.paused) {
    if (next === states.decrypted) return 'decrypting';
    return next === states.encrypted ? 'encrypting' : null;
  }
  if (now !== states.encrypted) return null;
  const isClear = hasClearKey(view);
  if (isClear === null) return null;
  return isClear ? 'suspended' : 'on';
}
