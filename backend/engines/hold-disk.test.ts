// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, readdir, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { UndoStack } from '../execute/undo-stack.ts';
import { holdDisk } from './hold-disk.ts';

async function isOpen(path: string): Promise<boolean> {
  const numbers = await readdir('/proc/self/fd');
  const links = await Promise.all(numbers.map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')));
  return links.includes(path);
}

test('a disk is open from the look at it to the end of the run', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'hold-'));
  try {
    const disk = join(directory, 'disk');
    await writeFile(disk, 'a disk');
    const undo = new UndoStack();
    await holdDisk(disk, undo);
    expect(await isOpen(disk)).toBe(true);
    expect(await undo.unwind(() => undefined)).toEqual([]);
    expect(await isOpen(disk)).toBe(false);
  } finally {
    await rm(directory, { recursive: true });
  }
});

test('a disk that is gone is left to the look that follows', async () => {
  const undo = new UndoStack();
  await holdDisk('/nowhere/disk', undo);
  expect(await undo.unwind(() => undefined)).toEqual([]);
});
