// SPDX-License-Identifier: Apache-2.0
import { writeSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { errorIssue, type Issue } from '../../core/issues/issue.ts';
import { RECOVERY_KEY } from '../../core/plan/storage/encryption.ts';
import type { Request } from '../../core/request/request.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import type { Output } from './output.ts';

/** Where the command line's caller wants the recovery key: a new file, or an open descriptor "fd:N". */
export type KeyDestination = string | undefined;

/** Characters of the key that are typed to say that it was written down. */
const ASKED = 8;

/** What needs a person: a recovery key is shown to one only (a journal is nobody), a security key waits for a touch. */
export function needsPersonIssues(
  { encryption }: Pick<Request, 'encryption'>,
  destination: KeyDestination,
  unattended: boolean,
): Issue[] {
  const shown = encryption?.recoveryKey !== undefined && 'show' in encryption.recoveryKey;
  const seen = destination !== undefined || (!unattended && process.stdin.isTTY && process.stderr.isTTY);
  return [
    ...(shown && !seen ? [errorIssue('recovery-key-nobody', ['encryption', 'recoveryKey'])] : []),
    ...(unattended && encryption?.fido2 === true
      ? [errorIssue('fido2-nobody', ['encryption', 'fido2'])]
      : []),
  ];
}

async function confirm(output: Output, key: string): Promise<void> {
  const ask = createInterface({ input: process.stdin, output: process.stderr });
  try {
    for (;;) {
      const typed = await ask.question(`Written down? Type its last ${ASKED} letters: `);
      if (typed.trim().toLowerCase() === key.slice(-ASKED)) return;
      output.err('That is something else.\n');
    }
  } finally {
    ask.close();
  }
}

/** The same for a phone, where the terminal can draw it. */
async function showCode(output: Output, key: string): Promise<void> {
  // Loaded on demand: a key is shown once in the life of a disk.
  const { drawsBlocks, qrLines } = await import('./qr-lines.ts');
  const lines = drawsBlocks(process.env) ? qrLines(key, process.stderr.columns) : null;
  if (lines !== null) output.err(`\n${lines.join('\n')}\n\n`);
}

/** Gives the recovery key to the caller, once: afterwards it is nowhere but where the caller has it. */
export async function giveRecoveryKey(
  output: Output,
  { encryption }: Pick<Request, 'encryption'>,
  made: SecretStore,
  destination: KeyDestination,
): Promise<void> {
  const key = made.take(RECOVERY_KEY);
  if (key === undefined || encryption?.recoveryKey === undefined) return;
  if (destination !== undefined) {
    const descriptor = /^fd:(\d{1,4})$/.exec(destination)?.[1];
    if (descriptor !== undefined) writeSync(Number(descriptor), `${key}\n`);
    else await writeFile(destination, `${key}\n`, { mode: 0o600, flag: 'wx' });
    return;
  }
  if (!('show' in encryption.recoveryKey)) return;
  output.err(`\nThe recovery key of the disk. It is shown only now:\n\n    ${key}\n\n`);
  // systemd-cryptsetup compares what was typed as it stands; only systemd-homed adds dashes that are missing.
  output.err('It opens the disk when nothing else does. Small letters, and the dashes are part of it.\n');
  await showCode(output, key);
  await confirm(output, key);
}
