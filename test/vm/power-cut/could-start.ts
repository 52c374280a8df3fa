// SPDX-License-Identifier: Apache-2.0
import { open } from 'node:fs/promises';
import * as z from 'zod';
import { JOURNAL_AREA } from '../../../core/journal/journal-area.ts';
import { journalState, type JournalState } from '../../../core/journal/journal-state.ts';
import { decodeJournal } from '../../../backend/journal/journal-blocks.ts';
import type { Runner } from '../../../backend/runner/command.ts';

const TIMEOUT_MS = 60_000;
/** Bytes of the first sector that are code (the rest is the table of an MBR). */
const BOOT_CODE_BYTES = 440;
const ESP = 'C12A7328-F81F-11D2-BA4B-00A0C93EC93B';
/** What a firmware without an entry looks for (UEFI specification, removable media). */
const FALLBACK = '::/EFI/BOOT/BOOTX64.EFI';

const table = z.object({
  partitiontable: z.object({
    sectorsize: z.number().optional(),
    partitions: z.array(z.object({ start: z.number(), type: z.string() })).default([]),
  }),
});

/** What there is on a disk for a firmware to start, found without starting it. */
export interface CouldStart {
  readonly bios: boolean;
  readonly uefi: boolean;
  /** The journal of the install on it; null: none. */
  readonly journal: JournalState | null;
}

async function readAt(path: string, offset: number, length: number): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { buffer } = await file.read(Buffer.alloc(length), 0, length, offset);
    return buffer;
  } finally {
    await file.close();
  }
}

/** Looks at a raw disk with sfdisk and mtools, as they read plain files. */
export async function couldStart(runner: Runner, path: string): Promise<CouldStart> {
  const code = await readAt(path, 0, BOOT_CODE_BYTES);
  const { startBytes, endBytes } = JOURNAL_AREA;
  const journal = decodeJournal(await readAt(path, startBytes, endBytes - startBytes));
  return {
    bios: code.some((byte) => byte !== 0),
    uefi: await hasFallback(runner, path),
    journal: journal === null ? null : journalState(journal.records),
  };
}

async function hasFallback(runner: Runner, path: string): Promise<boolean> {
  const dump = ['sfdisk', '--json', path] as const;
  const { exitCode, stdout } = await runner.run({ argv: dump, timeoutMs: TIMEOUT_MS, okExitCodes: [0, 1] });
  if (exitCode !== 0) return false;
  const { partitions, sectorsize = 512 } = table.parse(JSON.parse(stdout)).partitiontable;
  for (const { start, type } of partitions) {
    if (type.toUpperCase() !== ESP) continue;
    const argv = ['mdir', '-b', '-i', `${path}@@${start * sectorsize}`, FALLBACK] as const;
    const listed = await runner.run({ argv, timeoutMs: TIMEOUT_MS, okExitCodes: [0, 1] });
    if (listed.exitCode === 0) return true;
  }
  return false;
}
