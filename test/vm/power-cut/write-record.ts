// SPDX-License-Identifier: Apache-2.0
import { mkdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { mediumKey, outputDirectory, type Medium } from '../medium.ts';

const directory = join(outputDirectory, 'recorded');
const LOG = join(directory, 'writes.log');
const NOTE = join(directory, 'record.json');
/** A log is as long as what was written; it is sparse. */
const LOG_BYTES = 64 * 1024 ** 3;

const schema = z.object({
  /** Tells the ISO from any other. */
  medium: z.string(),
  /** Of the recorded disk. */
  sizeBytes: z.number().int(),
  serial: z.string(),
});

/** The writes of an install, from an empty disk on. */
export interface WriteRecord extends Pick<z.infer<typeof schema>, 'sizeBytes' | 'serial'> {
  readonly log: string;
}

/** Makes room for a new record; the file is a disk's `writeLog`. */
export async function beginRecord(): Promise<string> {
  await remove();
  await mkdir(directory, { recursive: true });
  await writeFile(LOG, '');
  await truncate(LOG, LOG_BYTES);
  return LOG;
}

/** Notes what was recorded, once the install has succeeded. */
export async function endRecord(
  medium: Medium,
  disk: Pick<WriteRecord, 'sizeBytes' | 'serial'>,
): Promise<WriteRecord> {
  await writeFile(NOTE, JSON.stringify({ medium: await mediumKey(medium), ...disk }));
  return { ...disk, log: LOG };
}

/** The record of an install from this ISO, where a test before has left one; null: none. */
export async function findRecord(medium: Medium): Promise<WriteRecord | null> {
  const text = await readFile(NOTE, 'utf8').catch(() => 'null');
  const note = schema.safeParse(JSON.parse(text)).data;
  if (note === undefined || note.medium !== (await mediumKey(medium))) return null;
  return { log: LOG, sizeBytes: note.sizeBytes, serial: note.serial };
}

/** It is as large as what an install writes. PARTICLEOS_KEEP_DISKS set: it stays for another run of the tests. */
export async function dropRecord(): Promise<void> {
  if (process.env['PARTICLEOS_KEEP_DISKS'] === undefined) await remove();
}

function remove(): Promise<void> {
  return rm(directory, { recursive: true, force: true });
}
