// SPDX-License-Identifier: Apache-2.0
import type { Facts, ImageFacts } from '../../facts/facts.ts';
import type { UnlockContent } from '../../facts/unlock-content.ts';
import { errorIssue, uncheckedIssue, warningIssue, type Issue } from '../../issues/issue.ts';
import type { EncryptionRequest } from '../../request/encryption-request.ts';
import type { Settings } from '../settings.ts';
import { hasOption, type KeptEncryption } from './kept-encryption.ts';
import { checkSecurityKey } from './check-security-key.ts';
import { LEAST_MEMORY_BYTES, passphraseMemoryBytes } from './encryption.ts';

/** All that says whether an encrypted disk can be made here and opened there. */
export interface UnlockQuestion {
  readonly facts: Pick<Facts, 'memoryBytes' | 'tools' | 'tpm2' | 'securityKeys'>;
  readonly image: ImageFacts;
  readonly request: EncryptionRequest;
  readonly settings: Pick<Settings, 'keymap'>;
}

const at = ['encryption'];

function checkMachine({ facts, request }: UnlockQuestion): Issue[] {
  const issues: Issue[] = [];
  if (passphraseMemoryBytes(facts) < LEAST_MEMORY_BYTES) {
    const params = { foundBytes: passphraseMemoryBytes(facts), neededBytes: LEAST_MEMORY_BYTES };
    issues.push(errorIssue('encryption-memory', at, params));
  }
  if (facts.tools.cryptsetup === false)
    issues.push(errorIssue('tool-missing', at, { tool: 'cryptsetup or systemd-cryptenroll' }));
  if (request.tpm2 !== undefined && facts.tpm2 !== true) {
    const path = [...at, 'tpm2'];
    issues.push(
      facts.tpm2 === undefined ? uncheckedIssue('tpm2-unchecked', path) : errorIssue('tpm2-absent', path),
    );
  }
  if (request.fido2 === true) issues.push(...checkSecurityKey(facts));
  return issues;
}

/** An initramfs that could be read. */
export type ReadUnlock = Extract<UnlockContent, { read: true }>;

function checkOpener(unlock: ReadUnlock): Issue[] {
  const cannot = (what: string): Issue => errorIssue('image-cannot-unlock', ['image'], { what });
  if (unlock.opener === null) return [cannot('systemd-cryptsetup with its generator')];
  return unlock.dmCrypt ? [] : [cannot('the kernel module dm-crypt')];
}

function checkMeans({ image, request }: UnlockQuestion, unlock: ReadUnlock): Issue[] {
  const by = (setting: 'tpm2' | 'fido2', means: string, what: string): Issue =>
    errorIssue('image-cannot-unlock-by', [...at, setting], { means, what, setting });
  const issues: Issue[] = [];
  const systemd = unlock.opener === 'systemd';
  const lacking = ['systemd-cryptenroll', 'cryptsetup'].filter(
    (name) => image.content?.programs.includes(name) !== true,
  );
  if (request.tpm2 !== undefined) {
    if (!systemd || !unlock.tpm2)
      issues.push(by('tpm2', 'the TPM', 'its initramfs lacks the libraries tpm2-tss or a driver for a TPM'));
    else if (lacking.length > 0)
      issues.push(
        by('tpm2', 'the TPM', `it lacks ${lacking.join(' and ')}, which enrol it at the first start`),
      );
  }
  if (request.fido2 === true && (!systemd || !unlock.fido2))
    issues.push(by('fido2', 'a security key', 'its initramfs lacks libfido2'));
  return issues;
}

/** us is the kernel's own keymap: it needs nothing. */
function checkKeymap({ keymap }: Pick<Settings, 'keymap'>, unlock: ReadUnlock): Issue[] {
  if (keymap === null || keymap === 'us') return [];
  const lacks = (what: string): Issue => errorIssue('image-keymap-at-boot', ['keyboard'], { keymap, what });
  if (unlock.keymapLoader === null) return [lacks('a program that loads it')];
  return unlock.keymaps.includes(keymap) ? [] : [lacks('that keymap')];
}

function checkImage(question: UnlockQuestion): Issue[] {
  const { content } = question.image;
  const unread = (message: string): Issue[] => [errorIssue('image-initramfs-unread', ['image'], { message })];
  if (content === null) return unread('its files are not at hand');
  if (content.ukis.length > 0) return [errorIssue('encryption-uki', ['image'])];
  const { unlock } = content;
  if (unlock === null) return unread('it was not looked into');
  if (!unlock.read) return unread(unlock.message);
  const opener = checkOpener(unlock);
  return opener.length > 0
    ? [...opener, ...checkKeymap(question.settings, unlock)]
    : [...checkMeans(question, unlock), ...checkKeymap(question.settings, unlock)];
}

/** What keeps a new deployment from asking for the passphrase of a root that is encrypted already. Pure. */
export function checkPrompt(unlock: ReadUnlock, settings: Pick<Settings, 'keymap'>): Issue[] {
  return [...checkOpener(unlock), ...checkKeymap(settings, unlock)];
}

/** Everything that would leave somebody before a disk that does not open: said before anything is written. Pure. */
export function checkUnlock(question: UnlockQuestion): Issue[] {
  return [...checkMachine(question), ...checkImage(question)];
}

/**
 * The same for encryption that is kept: an image that cannot open it is an error, one that cannot do so by the TPM or a
 * security key is told of, because the passphrase opens it all the same.
 */
export function checkKeptUnlock({
  kept,
  ...question
}: Omit<UnlockQuestion, 'request'> & { readonly kept: KeptEncryption }): Issue[] {
  const { passphraseSecret } = kept;
  const request: EncryptionRequest = {
    kind: 'luks2',
    passphraseSecret,
    ...(hasOption(kept, 'tpm2-device') ? { tpm2: { pcrs: [], pin: false } } : {}),
    ...(hasOption(kept, 'fido2-device') ? { fido2: true } : {}),
  };
  const lacks = question.facts.tools.cryptsetup === false;
  return [
    ...(lacks ? [errorIssue('tool-missing', at, { tool: 'cryptsetup' })] : []),
    ...checkImage({ ...question, request }).map((issue) =>
      issue.code === 'image-cannot-unlock-by'
        ? warningIssue('kept-cannot-unlock-by', ['image'], issue.params)
        : issue,
    ),
  ];
}
