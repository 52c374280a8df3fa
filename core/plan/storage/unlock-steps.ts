// SPDX-License-Identifier: Apache-2.0
import type { Step } from '../step.ts';
import { deadline, DEPLOYMENT, TARGET } from '../target.ts';
import { keySlot, RECOVERY_KEY, type EncryptedVolume, type PlannedEncryption } from './encryption.ts';
import { passphraseInput } from './enrol-step.ts';
import { locked } from './locked.ts';
import { TPM2_KEY, TPM2_SCRIPT, TPM2_UNIT, tpm2Script, tpm2Unit } from './tpm2-script.ts';
import { crypttab, volumeKeyFile } from './unlock-files.ts';

const ETC = `${DEPLOYMENT}/etc`;
const UNIT_NAME = TPM2_UNIT.split('/').at(-1) ?? '';
const WANTS = `${ETC}/systemd/system/multi-user.target.wants`;

function write(id: string, title: string, path: string, content: string, mode: number): Step {
  return {
    kind: 'write',
    id,
    phase: 'configure',
    title,
    path: `${ETC}/${path}`,
    content,
    mode,
    within: TARGET,
  };
}

/** A key of random bytes in a file that only root can read, on the encrypted root. */
function keyFile(id: string, title: string, path: string): Step {
  return {
    kind: 'action',
    id,
    phase: 'configure',
    title,
    action: 'make-key-file',
    params: { path: `${ETC}/${path}`, within: TARGET },
  };
}

/** For keys that are random: nothing is gained by making a guess slow (cryptsetup-luksAddKey(8)). */
const RANDOM_KEY = ['--pbkdf=pbkdf2', '--pbkdf-force-iterations=1000'];

/** Lets a key file open a volume. */
function addKey(
  id: string,
  title: string,
  volume: EncryptedVolume,
  slot: number,
  path: string,
  planned: PlannedEncryption,
): Step {
  return {
    kind: 'command',
    id,
    phase: 'configure',
    title,
    argv: locked(volume.diskPaths, [
      'cryptsetup',
      'luksAddKey',
      '--batch-mode',
      '--key-file=-',
      `--new-key-slot=${slot}`,
      ...RANDOM_KEY,
      volume.path,
      `${ETC}/${path}`,
    ]),
    stdin: passphraseInput(planned.request),
    timeoutMs: deadline.medium,
  };
}

function link(id: string, title: string, argv: [string, ...string[]]): Step {
  return { kind: 'command', id, phase: 'configure', title, argv, timeoutMs: deadline.short };
}

function tpm2Steps(planned: PlannedEncryption): Step[] {
  const { tpm2 } = planned.request;
  if (tpm2 === undefined) return [];
  const early = planned.volumes.filter((volume) => volume.early);
  const slot = (volume: EncryptedVolume): Step => {
    const id = volume.role === 'root' ? 'tpm2-key-slot' : `tpm2-key-slot-${volume.role}`;
    const title = `Let the one-time key open ${volume.path}`;
    return addKey(id, title, volume, keySlot.oneTime, TPM2_KEY, planned);
  };
  return [
    keyFile('tpm2-key', 'Make a one-time key for the first start', TPM2_KEY),
    ...early.map(slot),
    write('tpm2-script', 'Write what enrols the TPM', TPM2_SCRIPT, tpm2Script(early, tpm2), 0o700),
    write('tpm2-unit', 'Write the unit that enrols the TPM', TPM2_UNIT, tpm2Unit(tpm2), 0o644),
    // What systemctl(1) enable does.
    link('tpm2-wants', 'Make the directory of what starts', ['mkdir', '--parents', WANTS]),
    link('tpm2-enable', 'Let the first start enrol the TPM', [
      'ln',
      '--symbolic',
      '--force',
      `../${UNIT_NAME}`,
      `${WANTS}/${UNIT_NAME}`,
    ]),
  ];
}

/**
 * A volume beside the root: its key file is on the root, so that one passphrase opens both. The recovery key gets a slot as
 * well; its bytes come by standard input, unlocked by the file.
 */
function otherVolumeSteps(volume: EncryptedVolume, planned: PlannedEncryption): Step[] {
  const { role, path } = volume;
  const file = volumeKeyFile(volume);
  return [
    keyFile(`key-${role}`, `Make the key file of the encrypted ${path}`, file),
    addKey(`key-slot-${role}`, `Let the key file open ${path}`, volume, keySlot.keyFile, file, planned),
    {
      kind: 'command',
      id: `recovery-slot-${role}`,
      phase: 'configure',
      title: `Let the recovery key open ${path}`,
      argv: locked(volume.diskPaths, [
        'cryptsetup',
        'luksAddKey',
        '--batch-mode',
        `--key-file=${ETC}/${file}`,
        `--new-key-slot=${keySlot.recovery}`,
        ...RANDOM_KEY,
        path,
        '-',
      ]),
      stdin: { secret: RECOVERY_KEY, prefix: '', exact: true },
      timeoutMs: deadline.medium,
    },
  ];
}

/** Files of the installed system by which it opens its volumes; the root is open already when they are read. */
export function unlockSteps(planned: PlannedEncryption): Step[] {
  const { volumes, request } = planned;
  return [
    write('crypttab', 'Write crypttab', 'crypttab', crypttab(volumes, request), 0o600),
    ...volumes.filter(({ role }) => role !== 'root').flatMap((volume) => otherVolumeSteps(volume, planned)),
    ...tpm2Steps(planned),
  ];
}
