// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';
import type { Disk } from '../../core/facts/facts.ts';
import { CommandError, lastLines, type Runner } from '../runner/command.ts';
import { readBlockExtra } from './block-extra.ts';
import { disksFrom } from './disks.ts';
import { LSBLK_COLUMNS, lsblkSchema, type LsblkNode } from './lsblk-schema.ts';

/** A hanging disk makes lsblk wait in the kernel; a person should read so rather than see nothing. */
const LSBLK_TIMEOUT_MS = 20_000;

export type ProbedDisks =
  | { readonly ok: true; readonly disks: Disk[]; readonly nodes: readonly LsblkNode[] }
  | { readonly ok: false; readonly reason: string };

/** Reads all disks with one process and some files; never throws but on cancel. */
export async function probeDisks(runner: Runner, root: string, signal?: AbortSignal): Promise<ProbedDisks> {
  const argv = ['lsblk', '--json', '--bytes', '--output', LSBLK_COLUMNS.join(',')] as const;
  try {
    const [printed, extra] = await Promise.all([
      runner.run({ argv, timeoutMs: LSBLK_TIMEOUT_MS }, signal),
      readBlockExtra(root),
    ]);
    const nodes = lsblkSchema.parse(JSON.parse(printed.stdout)).blockdevices;
    return { ok: true, disks: disksFrom(nodes, extra), nodes };
  } catch (error) {
    if (error instanceof CommandError && error.reason === 'cancelled') throw error;
    return { ok: false, reason: reasonOf(error) };
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof CommandError) {
    if (error.reason === 'not-found') return 'the program lsblk is missing';
    if (error.reason === 'timeout') return `lsblk did not answer within ${LSBLK_TIMEOUT_MS / 1000} s`;
    return `lsblk failed: ${lastLines(error.result.stderr, 1)}`;
  }
  if (error instanceof z.ZodError) {
    const [first] = error.issues;
    return `lsblk printed something unexpected at ${first?.path.join('.') ?? '?'}: ${first?.message ?? '?'}`;
  }
  if (error instanceof SyntaxError) return `lsblk did not print JSON: ${error.message}`;
  return error instanceof Error ? error.message : String(error);
}
