// SPDX-License-Identifier: Apache-2.0
import type { Step } from '../step.ts';
import { deadline, DEPLOYMENT, TARGET } from '../target.ts';
import { literal } from '../template.ts';
import type { EncryptionParts } from './encryption-parts.ts';
import { openSteps } from './encryption-steps.ts';
import { hasOption, type KeptEncryption } from './kept-encryption.ts';
import { pathInDeployment } from './path-in-deployment.ts';
import { writeCrypttab } from './taken-over.ts';
import { ATTACHED_BEFORE, crypttabLine, crypttabOf, luksArguments } from './unlock-files.ts';

function copyFile(file: string, index: number): Step {
  const to = `${DEPLOYMENT}/${pathInDeployment(file)}`;
  return {
    kind: 'command',
    id: `keep-tpm2-${index + 1}`,
    phase: 'configure',
    title: `Take over /${pathInDeployment(file)}`,
    // With its mode, and a link as a link.
    argv: ['cp', '--archive', '--no-target-directory', `${TARGET}/${file}`, to],
    timeoutMs: deadline.short,
  };
}

/** What enrols the TPM anew when its registers have changed; without it each such start would ask for the passphrase. */
function copyFiles({ files }: KeptEncryption): Step[] {
  const directories = files.map((file) => `${DEPLOYMENT}/${pathInDeployment(file)}`.replace(/\/[^/]*$/, ''));
  if (files.length === 0) return [];
  return [
    {
      kind: 'command',
      id: 'keep-tpm2-directories',
      phase: 'configure',
      title: 'Make the directories of what enrols the TPM',
      argv: ['mkdir', '--parents', ...new Set(directories)],
      timeoutMs: deadline.short,
    },
    ...files.map(copyFile),
  ];
}

/**
 * The parts of a plan that keeps an encrypted root: it is opened, and the new deployment opens it as the old one does.
 * further: lines of crypttab(5) that are taken over.
 */
export function keptEncryptionParts(kept: KeptEncryption, further: readonly string[]): EncryptionParts {
  const { root, uuid, options, slots, hasRecoveryKey, passphraseSecret } = kept;
  const own = crypttabLine(uuid, root.mapper, [ATTACHED_BEFORE, ...options]);
  const crypttab = crypttabOf([own, ...further.map(literal)]);
  return {
    look: [],
    disk: openSteps(root, { passphraseSecret, discard: hasOption(kept, 'discard') }),
    kernelArguments: luksArguments(uuid, root.mapper, options),
    configure: [writeCrypttab(crypttab), ...copyFiles(kept)],
    proof: {
      volumes: [
        {
          ...root,
          luksUuid: uuid,
          slots: [...slots],
          recovery: hasRecoveryKey,
          fido2: false,
          isNew: false,
        },
      ],
      crypttab,
    },
    prove: [],
  };
}
