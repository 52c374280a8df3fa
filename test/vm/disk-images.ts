// SPDX-License-Identifier: Apache-2.0
import { mkdir, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Runner } from '../../backend/runner/command.ts';

const QEMU_IMG_DEADLINE_MS = 60_000;
/** stat(2) counts blocks of this size whatever the file system. */
const STAT_BLOCK_BYTES = 512;

/** An empty raw disk that takes no room until it is written; what was there before is gone. */
export async function makeEmptyDisk(path: string, sizeBytes: number): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  await rm(path, { force: true });
  await writeFile(path, '');
  await truncate(path, sizeBytes);
  return path;
}

/** A qcow2 over a raw disk that must not change: many runs can begin at one installed system. */
export async function makeOverlay(runner: Runner, path: string, base: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  await rm(path, { force: true });
  await runner.run({
    argv: ['qemu-img', 'create', '-q', '-f', 'qcow2', '-F', 'raw', '-b', resolve(base), path],
    timeoutMs: QEMU_IMG_DEADLINE_MS,
  });
  return path;
}

/** Bytes that a sparse file really takes. */
export async function usedBytes(path: string): Promise<number> {
  return (await stat(path)).blocks * STAT_BLOCK_BYTES;
}
