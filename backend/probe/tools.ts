// SPDX-License-Identifier: Apache-2.0
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { Facts } from '../../core/facts/facts.ts';
import type { Runner } from '../runner/command.ts';

const DIRECTORIES = ['usr/bin', 'usr/sbin', 'usr/local/bin'];
/** Debian's packages shim-signed and systemd-boot-efi-amd64-signed. */
const SIGNED_LOADER = [
  'usr/lib/shim/shimx64.efi.signed',
  'usr/lib/systemd/boot/efi/systemd-bootx64.efi.signed',
];
const VERSION_TIMEOUT_MS = 10_000;

async function canRead(root: string, file: string): Promise<boolean> {
  return access(join(root, file), constants.R_OK).then(
    () => true,
    () => false,
  );
}

async function isThere(root: string, program: string): Promise<boolean> {
  const tries = DIRECTORIES.map((directory) => access(join(root, directory, program), constants.X_OK));
  return (await Promise.allSettled(tries)).some(({ status }) => status === 'fulfilled');
}

/** The programs of this system that engines need. Only a bootc that is there is asked for its version. */
export async function readTools(runner: Runner, root: string, signal?: AbortSignal): Promise<Facts['tools']> {
  const [bootc, podman, ostree, cryptsetup, cryptenroll] = await Promise.all(
    ['bootc', 'podman', 'ostree', 'cryptsetup', 'systemd-cryptenroll'].map((program) =>
      isThere(root, program),
    ),
  );
  const signedLoader = (await Promise.all(SIGNED_LOADER.map((file) => canRead(root, file)))).every(Boolean);
  return {
    bootc: bootc === true ? await bootcVersion(runner, signal) : null,
    podman: podman === true,
    ostree: ostree === true,
    signedLoader,
    cryptsetup: cryptsetup === true && cryptenroll === true,
  };
}

/** "bootc 1.16.9" as `bootc --version` prints it; the word alone when it says something else. */
async function bootcVersion(runner: Runner, signal?: AbortSignal): Promise<string> {
  const { stdout } = await runner.run({
    argv: ['bootc', '--version'],
    timeoutMs: VERSION_TIMEOUT_MS,
    ...(signal === undefined ? {} : { signal }),
  });
  return /^bootc (\S+)/m.exec(stdout)?.[1] ?? 'unknown';
}
