// SPDX-License-Identifier: Apache-2.0
import { errorIssue, warningIssue, type Issue } from '../issues/issue.ts';
import { consoleKeymap } from './console-keymap.ts';
import type { Request } from './request.ts';

/** PCR 7 holds the state of Secure Boot and its keys (UAPI, Linux TPM PCR Registry). */
const SECURE_BOOT_PCR = 7;

/** What can be said of the encryption without looking at a machine or an image. */
export function checkEncryption({ encryption, keyboard, install }: Request): Issue[] {
  if (encryption === undefined) return [];
  const issues: Issue[] = [];
  if (encryption.recoveryKey === undefined)
    issues.push(errorIssue('recovery-key-unacknowledged', ['encryption']));
  const { tpm2 } = encryption;
  if (tpm2 !== undefined && !tpm2.pin && !tpm2.pcrs.includes(SECURE_BOOT_PCR)) {
    const pcrs = tpm2.pcrs.join(', ');
    issues.push(warningIssue('tpm2-pcr-weak', ['encryption', 'tpm2', 'pcrs'], { pcrs }));
  }
  if (install?.verb === 'to-disk') issues.push(errorIssue('encryption-way', ['install', 'verb']));
  if (keyboard !== undefined && keyboard.keymap === undefined) {
    const keymap = consoleKeymap(keyboard.layout, keyboard.variant ?? null);
    if (keymap === null) issues.push(warningIssue('keymap-at-boot-us', ['keyboard']));
  }
  return issues;
}
