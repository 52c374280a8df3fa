// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';
import { staleBootEntries } from '../../core/plan/stale-boot-entries.ts';
import type { Action, ActionContext } from '../execute/context.ts';
import type { CommandSpec } from '../runner/command.ts';

const TIMEOUT_MS = 60_000;
const params = z.object({ esp: z.string() });
const partitions = z.object({
  blockdevices: z.array(z.object({ path: z.string(), partuuid: z.string().nullable() })),
});

/**
 * Removes the firmware's entries of earlier installs whose partition no disk has any more: the table just replaced, or
 * a disk that is gone. So are those that lead to the ESP of this install. Entries of others are never touched. It is a tidying up: a failure is a record in the log.
 * Returns the numbers of the removed entries.
 */
export const forgetBootEntries: Action = async (raw, context) => {
  const { esp } = params.parse(raw);
  const removed: string[] = [];
  try {
    for (const number of await staleEntries(esp, context)) {
      await run(context, ['efibootmgr', '--quiet', '--bootnum', number, '--delete-bootnum']);
      removed.push(number);
    }
  } catch (error) {
    context.log({
      event: 'boot-entries-kept',
      detail: error instanceof Error ? error.message : String(error),
    });
  }
  return removed.join(' ');
};

async function staleEntries(esp: string, context: ActionContext): Promise<string[]> {
  const { stdout } = await run(context, ['lsblk', '--json', '--list', '--output', 'PATH,PARTUUID']);
  const found = partitions.parse(JSON.parse(stdout)).blockdevices;
  // Where even the new partition has no UUID, udev knows nothing, and "no disk has it" would mean nothing.
  if (found.find(({ path }) => path === esp)?.partuuid == null) {
    context.log({ event: 'boot-entries-kept', detail: `lsblk names no PARTUUID of ${esp}` });
    return [];
  }
  const entries = await run(context, ['efibootmgr', '--verbose']);
  return staleBootEntries(
    entries.stdout,
    // What leads to the new system's own partition is about to be made again: a kept one has an entry already.
    found.filter(({ path }) => path !== esp).flatMap(({ partuuid }) => partuuid ?? []),
  );
}

async function run(context: ActionContext, argv: CommandSpec['argv']): Promise<{ stdout: string }> {
  context.log({ event: 'command', step: 'forget-boot-entries', argv });
  return context.runner.run({ argv, timeoutMs: TIMEOUT_MS }, context.signal);
}
