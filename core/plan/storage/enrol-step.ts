// SPDX-License-Identifier: Apache-2.0
import type { EncryptionRequest } from '../../request/encryption-request.ts';
import type { Step } from '../step.ts';
import { deadline } from '../target.ts';
import type { EncryptedVolume } from './encryption.ts';
import { locked } from './locked.ts';

/** What opening a volume takes. */
export type Opener = Pick<EncryptionRequest, 'passphraseSecret' | 'discard'>;

type CommandStep = Extract<Step, { kind: 'command' }>;

/** The passphrase by standard input, to its last byte: cryptsetup takes a newline for a part of it (cryptsetup(8)). */
export function passphraseInput({ passphraseSecret }: Opener): NonNullable<CommandStep['stdin']> {
  return { secret: passphraseSecret, prefix: '', exact: true };
}

/**
 * systemd-cryptenroll(1), unlocked by the passphrase. It opens a key file by its path and seeks in it, so neither a pipe
 * nor a socket will do: the passphrase goes through a file in memory that has no name any more.
 */
export function enrolStep(volume: EncryptedVolume, request: EncryptionRequest, options: readonly string[]) {
  const script = [
    'key=$(mktemp --tmpdir=/run)',
    'exec 3<>"$key"',
    'rm "$key"',
    'cat >&3',
    `exec systemd-cryptenroll --unlock-key-file=/dev/fd/3 ${options.join(' ')} "$1"`,
  ];
  return {
    kind: 'command' as const,
    argv: locked(volume.diskPaths, ['sh', '-c', script.join(' && '), 'sh', volume.path]),
    programs: ['systemd-cryptenroll'],
    stdin: passphraseInput(request),
    timeoutMs: deadline.medium,
  };
}
