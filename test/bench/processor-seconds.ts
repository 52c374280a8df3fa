// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import type { Machine } from '../vm/machine.ts';

const processors = z.array(z.object({ 'thread-id': z.int() }));
/** USER_HZ, the unit of /proc/PID/stat on every Linux that Debian has. */
const TICKS_PER_SECOND = 100;
/** utime and stime (proc_pid_stat(5)), counted after the name, which may hold spaces. */
const [UTIME, STIME] = [11, 12];

/**
 * Seconds that this machine's processors have spent on the virtual ones so far. On a host that many share it says
 * more about the work of a guest than the clock does: a thread that waits for its turn spends nothing.
 */
export async function processorSeconds({ qmp }: Machine): Promise<number> {
  let ticks = 0;
  for (const { 'thread-id': thread } of processors.parse(await qmp.execute('query-cpus-fast'))) {
    const stat = await readFile(`/proc/${thread}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    ticks += Number(fields[UTIME]) + Number(fields[STIME]);
  }
  return ticks / TICKS_PER_SECOND;
}
