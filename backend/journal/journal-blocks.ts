// SPDX-License-Identifier: Apache-2.0
import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';
import { JOURNAL_BLOCK_BYTES } from '../../core/journal/journal-area.ts';
import { journalRecord, type JournalRecord } from '../../core/journal/journal-record.ts';

const MAGIC = 'PARTICLEOS-JOURNAL 1';
/** "MAGIC RUNID SEQUENCE LENGTH CRC\n": decimal numbers of fixed width, so that every head has the same length. */
const HEAD = new RegExp(`^${MAGIC} ([0-9a-f]{16}) (\\d{5}) (\\d{8}) ([0-9a-f]{8})\\n$`);
const HEAD_BYTES = MAGIC.length + 1 + 16 + 1 + 5 + 1 + 8 + 1 + 8 + 1;
/** What a packed record may unpack to: a request has at most 256 Ki characters, and a disk 128 partitions. */
const MAX_RECORD_BYTES = 4 * 1024 * 1024;

/** One record as blocks: head, packed JSON, zeros. */
export function encodeRecord(record: JournalRecord, runId: string, sequence: number): Buffer {
  const packed = deflateRawSync(JSON.stringify(record));
  const checksum = crc32(packed).toString(16).padStart(8, '0');
  const numbers = [String(sequence).padStart(5, '0'), String(packed.length).padStart(8, '0')];
  const head = `${[MAGIC, runId, ...numbers, checksum].join(' ')}\n`;
  const bytes = Math.ceil((HEAD_BYTES + packed.length) / JOURNAL_BLOCK_BYTES) * JOURNAL_BLOCK_BYTES;
  const blocks = Buffer.alloc(bytes);
  blocks.write(head, 'latin1');
  packed.copy(blocks, HEAD_BYTES);
  return blocks;
}

/** What was read of an area. */
export interface DecodedJournal {
  readonly runId: string;
  readonly records: readonly JournalRecord[];
  /** Where the next record goes, in bytes from the start of the area. */
  readonly endBytes: number;
}

/** Unpacks one record; null for anything that this program has not written whole. */
function unpack(packed: Buffer): JournalRecord | null {
  try {
    const text = inflateRawSync(packed, { maxOutputLength: MAX_RECORD_BYTES }).toString('utf8');
    return journalRecord.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/**
 * Reads the records of the newest run, up to the first that is torn, of another run, or out of sequence. Null when the
 * area begins with none. Never throws, whatever the bytes are.
 */
export function decodeJournal(area: Buffer): DecodedJournal | null {
  const records: JournalRecord[] = [];
  let runId: string | null = null;
  let at = 0;
  while (at + HEAD_BYTES <= area.length) {
    const head = HEAD.exec(area.toString('latin1', at, at + HEAD_BYTES));
    const [, run = '', sequence = '', length = '', checksum = ''] = head ?? [];
    const end = at + HEAD_BYTES + Number(length);
    if (head === null || Number(sequence) !== records.length || end > area.length) break;
    if (runId !== null && run !== runId) break;
    const packed = area.subarray(at + HEAD_BYTES, end);
    if (crc32(packed) !== Number.parseInt(checksum, 16)) break;
    const record = unpack(packed);
    if (record === null) break;
    runId = run;
    records.push(record);
    at = Math.ceil(end / JOURNAL_BLOCK_BYTES) * JOURNAL_BLOCK_BYTES;
  }
  return runId === null ? null : { runId, records, endBytes: at };
}
