// SPDX-License-Identifier: Apache-2.0
import type { EncryptionRequest } from '../../request/encryption-request.ts';
import { luksUuidHole, type EncryptedVolume } from './encryption.ts';

/**
 * Options of crypttab(5) for the root: what else than a passphrase is tried. Without a token in the header, as before the
 * first start, systemd-cryptsetup asks for the passphrase at once.
 */
function tokenOptions({ tpm2, fido2 }: EncryptionRequest): string[] {
  return [
    ...(tpm2 === undefined ? [] : ['tpm2-device=auto']),
    ...(fido2 === true ? ['fido2-device=auto'] : []),
  ];
}

/**
 * A person who mistypes is asked again. Not the three tries that are the rule (crypttab(5), tries=): systemd 257 spends one
 * on a token that does not open and one on the same passphrase over again (src/cryptsetup/cryptsetup.c, the loop over
 * `tries`), so with a TPM a single slip ended the start.
 */
const ASK_AGAIN = 'tries=0';

function discardOption({ discard }: EncryptionRequest): string[] {
  return discard === true ? ['discard'] : [];
}

/**
 * What tells the initramfs of an image, which was made without this machine in mind, to open the root
 * (systemd-cryptsetup-generator(8)); dracut.cmdline(7) has the first one as well.
 */
export function unlockArguments({ role, mapper }: EncryptedVolume, request: EncryptionRequest): string[] {
  const options = [ASK_AGAIN, ...discardOption(request), ...tokenOptions(request)];
  return luksArguments(luksUuidHole(role), mapper, options);
}

/** uuid: of the LUKS header; options as crypttab(5) has them. */
export function luksArguments(uuid: string, mapper: string, options: readonly string[]): string[] {
  return [
    `rd.luks.name=${uuid}=${mapper}`,
    ...(options.length === 0 ? [] : [`rd.luks.options=${uuid}=${options.join(',')}`]),
  ];
}

/** Where a volume other than the root finds its key: systemd-cryptsetup looks for a file of its name here (crypttab(5)). */
export function volumeKeyFile({ mapper }: EncryptedVolume): string {
  return `cryptsetup-keys.d/${mapper}.key`;
}

/**
 * The running system's own table. x-initrd.attach: without it systemd would close the root at shutdown while it is in
 * use (crypttab(5)). The others are opened by their key files, and ask for nothing.
 */
export function crypttab(volumes: readonly EncryptedVolume[], request: EncryptionRequest): string {
  const lines = volumes.map(({ role, mapper, early }) => {
    const own = early ? [ATTACHED_BEFORE, ASK_AGAIN, ...tokenOptions(request)] : [];
    return crypttabLine(luksUuidHole(role), mapper, [...discardOption(request), ...own]);
  });
  return crypttabOf(lines);
}

/** What the initramfs has opened is open before the table is read. */
export const ATTACHED_BEFORE = 'x-initrd.attach';

export function crypttabLine(uuid: string, mapper: string, options: readonly string[]): string {
  return `${mapper} UUID=${uuid} none ${['luks', ...options].join(',')}`;
}

export function crypttabOf(lines: readonly string[]): string {
  return ['# Written by the ParticleOS installer; see crypttab(5).', ...lines, ''].join('\n');
}
