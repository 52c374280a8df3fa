// SPDX-License-Identifier: Apache-2.0
import type { EncryptedRoot } from '../../core/plan/ostree/image-steps.ts';

/**
 * Whether the kernel command line unlocks the root (systemd-cryptsetup-generator(8), rd.luks.), and in which console keymap
 * its passphrase is typed (systemd-vconsole-setup(8), rd.vconsole.keymap=). Pure.
 */
export function encryptedRoot(commandLine: string): EncryptedRoot | null {
  const words = commandLine.trim().split(/\s+/);
  if (!words.some((word) => /^rd\.luks\.(?:name|uuid)=/.test(word))) return null;
  const [, keymap = null] =
    words.findLast((word) => word.startsWith('rd.vconsole.keymap='))?.split('=', 2) ?? [];
  return { keymap };
}
