// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';

async function readOr(path: string, otherwise: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return otherwise; // the process has ended meanwhile
  }
}

async function family(pid: number): Promise<number[]> {
  const children = (await readOr(`/proc/${pid}/task/${pid}/children`, ''))
    .split(' ')
    .filter((word) => word !== '');
  const deeper = await Promise.all(children.map((child) => family(Number(child))));
  return [pid, ...deeper.flat()];
}

/** Bytes that a process and its living children have read or written so far (rchar, wchar of proc_pid_io(5)). */
export async function processBytes(pid: number, by: 'bytes-read' | 'bytes-written'): Promise<number> {
  const counter = by === 'bytes-read' ? 'rchar' : 'wchar';
  const pids = await family(pid);
  const texts = await Promise.all(pids.map((member) => readOr(`/proc/${member}/io`, '')));
  return texts.reduce(
    (sum, text) => sum + Number(new RegExp(`^${counter}: (\\d+)$`, 'm').exec(text)?.[1] ?? 0),
    0,
  );
}
