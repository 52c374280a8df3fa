// SPDX-License-Identifier: Apache-2.0
import type { EncryptionRequest } from '../../request/encryption-request.ts';
import type { Step } from '../step.ts';
import { deadline } from '../target.ts';
import { enrolStep, passphraseInput, type Opener } from './enrol-step.ts';
import { enrolSecurityKey } from './fido2-steps.ts';
import { locked } from './locked.ts';
import { keepOnStick } from './recovery-stick.ts';
import {
  keySlot,
  luksUuidHole,
  mapperPath,
  OPEN_BY_KEY,
  RECOVERY_KEY,
  type EncryptedVolume,
  type PlannedEncryption,
} from './encryption.ts';

/** Writes the LUKS2 header. */
function formatStep(volume: EncryptedVolume, { request, memoryBytes }: PlannedEncryption): Step {
  return {
    kind: 'command',
    id: `luks-format-${volume.role}`,
    phase: 'disk',
    title: `Encrypt ${volume.path}`,
    argv: locked(volume.diskPaths, [
      'cryptsetup',
      'luksFormat',
      '--batch-mode',
      '--type=luks2',
      '--key-file=-',
      `--key-slot=${keySlot.passphrase}`,
      '--pbkdf=argon2id',
      `--pbkdf-memory=${memoryBytes / 1024}`,
      ...(volume.sectorBytes === null ? [] : [`--sector-size=${volume.sectorBytes}`]),
      `--label=particleos-${volume.role}`,
      volume.path,
    ]),
    programs: ['cryptsetup'],
    stdin: passphraseInput(request),
    timeoutMs: deadline.medium,
    leaves: 'formatted',
  };
}

/** The recovery key is random, has a slot of its own and letters that are on the same keys nearly everywhere. */
function recoveryStep(volume: EncryptedVolume, request: EncryptionRequest): Step {
  return {
    ...enrolStep(volume, request, ['--recovery-key']),
    id: `recovery-key-${volume.role}`,
    phase: 'disk',
    title: 'Make the recovery key',
    captureSecret: RECOVERY_KEY,
  };
}

/** Opens a volume; it is closed at the end, whatever the end is. */
function openStep(volume: EncryptedVolume, request: Opener): Step {
  return {
    kind: 'command',
    id: `luks-open-${volume.role}`,
    phase: 'disk',
    title: `Open the encrypted ${volume.path}`,
    argv: [
      ...OPEN_BY_KEY,
      ...(request.discard === true ? ['--allow-discards'] : []),
      volume.path,
      volume.mapper,
    ],
    stdin: passphraseInput(request),
    timeoutMs: deadline.medium,
    undo: {
      what: `${volume.path} is still open as ${volume.mapper}`,
      // Nothing to close, when it was never opened.
      argv: ['sh', '-c', 'test ! -e "/dev/mapper/$1" || cryptsetup close "$1"', 'sh', volume.mapper],
    },
  };
}

function uuidStep({ role, path }: EncryptedVolume): Step {
  return {
    kind: 'command',
    id: `luks-uuid-${role}`,
    phase: 'disk',
    title: `Read the UUID of the encrypted ${path}`,
    argv: ['cryptsetup', 'luksUUID', path],
    timeoutMs: deadline.short,
    capture: luksUuidHole(role).slice(2, -2),
  };
}

/** Opens a volume, and waits for its node. */
export function openSteps(volume: EncryptedVolume, opener: Opener): Step[] {
  return [
    openStep(volume, opener),
    {
      kind: 'command',
      id: `luks-wait-${volume.role}`,
      phase: 'disk',
      title: `Wait for ${mapperPath(volume)}`,
      argv: ['udevadm', 'wait', '--timeout=60', '--settle', mapperPath(volume)],
      timeoutMs: 2 * deadline.short,
    },
  ];
}

/** Encrypts every volume and opens it: its file system is made on what is then at mapperPath. */
export function encryptSteps(planned: PlannedEncryption): Step[] {
  const { volumes, request } = planned;
  return volumes.flatMap((volume) => [
    formatStep(volume, planned),
    uuidStep(volume),
    // The others get the same key when there is a place to keep theirs (unlock-steps.ts).
    ...(volume.role === 'root'
      ? [recoveryStep(volume, request), ...keepOnStick(planned), ...enrolSecurityKey(volume, request)]
      : []),
    ...openSteps(volume, request),
  ]);
}

/** The passphrase still opens what was written, whatever was enrolled besides; nothing is opened by it. */
export function provePassphrase(volume: EncryptedVolume, request: EncryptionRequest): Step {
  return {
    kind: 'command',
    id: `prove-passphrase-${volume.role}`,
    phase: 'proof',
    title: 'Try the passphrase',
    argv: [...OPEN_BY_KEY, '--test-passphrase', volume.path],
    stdin: passphraseInput(request),
    timeoutMs: deadline.medium,
  };
}
