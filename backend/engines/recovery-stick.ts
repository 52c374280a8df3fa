// SPDX-License-Identifier: Apache-2.0
import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { IssueError } from '../../core/issues/issue-error.ts';
import { errorIssue } from '../../core/issues/issue.ts';
import { recoveryKeyFile } from '../../core/plan/storage/recovery-key-file.ts';
import type { Action, ActionContext } from '../execute/context.ts';
import { STATE_DIRECTORY } from '../install/state-directory.ts';
import type { Stick } from '../server/sticks/find-sticks.ts';
import { saveFile } from '../server/sticks/save-file.ts';
import { withMounted } from '../server/sticks/with-mounted.ts';

const BY_LABEL = '/dev/disk/by-label';
/** File systems of sticks, as blkid calls them, and what mount(8) takes for them. */
const mountTypes: Readonly<Record<string, string>> = {
  vfat: 'vfat',
  exfat: 'exfat',
  ext2: 'ext4',
  ext3: 'ext4',
  ext4: 'ext4',
};

const lookParams = z.object({ stick: z.string(), disks: z.array(z.string()) });
const keepParams = lookParams.extend({ secret: z.string(), name: z.string() });

/** udev writes what is no plain character of a label as \\x and two digits (udev(7), SYMLINK; util-linux, encode.c). */
export function labelLink(label: string): string {
  const plain = /[0-9A-Za-z#+.:=@_-]/;
  return Array.from(label)
    .map((character) => {
      const bytes = Buffer.from(character);
      if (plain.test(character) || bytes.length > 1) return character;
      return `\\x${bytes.toString('hex')}`;
    })
    .join('');
}

function failed(stick: string, message: string): IssueError {
  return new IssueError(errorIssue('recovery-key-stick', ['encryption', 'recoveryKey'], { stick, message }));
}

async function findStick(
  { stick: label, disks }: z.infer<typeof lookParams>,
  { runner, signal }: ActionContext,
): Promise<Stick> {
  const device = await realpath(join(BY_LABEL, labelLink(label))).catch(() => null);
  if (device === null) throw failed(label, 'no volume has that label');
  if (disks.some((disk) => device === disk || new RegExp(`^${disk}p?\\d+$`).test(device)))
    throw failed(label, 'it is on the disk that is installed on');
  const argv = ['blkid', '--probe', '--output', 'value', '--match-tag', 'TYPE', device] as const;
  const found = await runner.run({ argv, timeoutMs: 60_000, okExitCodes: [0, 2] }, signal);
  const type = mountTypes[found.stdout.trim()];
  if (type === undefined) throw failed(label, `its file system is ${found.stdout.trim() || 'unknown'}`);
  return { id: label, device, type, title: label, writable: true };
}

/** What went wrong with the stick, as this plan calls it. */
async function asIssue<T>(stick: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof IssueError) || error.issue.code !== 'stick-failed') throw error;
    throw failed(stick, String(error.issue.params['message'] ?? ''));
  }
}

/** The stick is there and can be mounted for writing; nothing is written. */
export const checkRecoveryStick: Action = async (raw, context) => {
  const params = lookParams.parse(raw);
  const stick = await findStick(params, context);
  const place = { runner: context.runner, stateDirectory: STATE_DIRECTORY };
  await asIssue(
    params.stick,
    withMounted(place, stick, 'rw', async () => undefined),
  );
  return stick.device;
};

/** Writes the recovery key to the stick, and lets go of it: it may be pulled out afterwards. */
export const keepRecoveryKey: Action = async (raw, context) => {
  const params = keepParams.parse(raw);
  const key = context.secret(params.secret);
  if (key === undefined) throw new IssueError(errorIssue('secret-missing', [], { name: params.secret }));
  const stick = await findStick(params, context);
  const place = { runner: context.runner, stateDirectory: STATE_DIRECTORY };
  const content = Buffer.from(recoveryKeyFile(key));
  try {
    return await asIssue(params.stick, saveFile(place, stick, params.name, content));
  } finally {
    content.fill(0);
  }
};
