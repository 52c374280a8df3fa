// SPDX-License-Identifier: Apache-2.0
import type { Tpm2Request } from '../../request/encryption-request.ts';
import { keySlot, luksUuidHole, type EncryptedVolume } from './encryption.ts';

/** Where the installed system has what enrols its TPM, below /etc. */
export const TPM2_SCRIPT = 'particleos/tpm2-enrol';
/** The one-time key: on the encrypted root only, gone after the first start. */
export const TPM2_KEY = 'particleos/tpm2-enrol.key';
export const TPM2_UNIT = 'systemd/system/particleos-tpm2-enrol.service';

/** Seconds in which somebody may choose a PIN before the start goes on without. */
const PIN_SECONDS = 180;

/** Asks for a new PIN twice; systemd-cryptenroll takes it from $NEWPIN and removes it from its environment at once. */
function choosePin(): string[] {
  return [
    'choose_pin() {',
    `    ask() { systemd-ask-password --timeout=${PIN_SECONDS} --id=particleos-tpm2-pin "$1"; }`,
    "    NEWPIN=$(ask 'Choose a PIN for the encrypted disk:') || return 1",
    '    [ -n "$NEWPIN" ] && [ "$(ask \'The same PIN once more:\')" = "$NEWPIN" ] || return 1',
    '    export NEWPIN',
    '}',
    'want_pin() {',
    '    choose_pin || { echo "no PIN was chosen; the next start asks again" >&2; exit 0; }',
    '}',
  ];
}

/**
 * systemd-cryptenroll compares the registers only: "This PCR set is already enrolled, executing no operation", and a success
 * (src/cryptenroll/cryptenroll-tpm2.c, search_policy_hash). A TPM that was cleared, as by an update of the firmware, or that
 * of another machine of the same make has the same registers and cannot read what is there. With a PIN it enrols anyway.
 */
function replaceStale(): string[] {
  const byTpm = 'cryptsetup open --test-passphrase --token-only --token-type=systemd-tpm2';
  return [
    `        if ! ${byTpm} "$device"; then`,
    '            # What is enrolled is of another TPM, or of this one before it was cleared.',
    '            systemd-cryptenroll --wipe-slot=tpm2 "$device" && enrol "$device" "$1" tpm2 || return 1',
    '        fi',
  ];
}

/**
 * What runs at each start, in the shell that every image has.
 *
 * First start: unlocked by the one-time key, the TPM gets a slot, and in the same call the slot of that key is wiped:
 * wiping begins when the enrolment has succeeded and never takes the new slot (systemd-cryptenroll(1), --wipe-slot=).
 * It is done here and not by the installer, because the registers of the live system are others (tuna-os/tunaOS#680).
 *
 * With a swap that the machine wakes up from there are two volumes, opened by the same means.
 *
 * Later: when the registers have changed, somebody typed the passphrase or the recovery key. systemd-cryptsetup leaves
 * it in the kernel's keyring for some minutes (crypttab(5), password-cache=; pam_systemd_loadkey(8) reads it there, too),
 * as "cryptsetup" in the keyring of root, which proc_keys(5) lists. With it the TPM gets a new slot, and the old ones go.
 */
export function tpm2Script(volumes: readonly EncryptedVolume[], tpm2: Tpm2Request): string {
  const options = [
    '--tpm2-device=auto',
    `--tpm2-pcrs=${tpm2.pcrs.join('+')}`,
    ...(tpm2.pin ? ['--tpm2-with-pin=yes'] : []),
  ];
  return [
    '#!/bin/sh',
    '# SPDX-License-Identifier: Apache-2.0',
    '# Written by the ParticleOS installer: lets the TPM of this machine open the encrypted disk.',
    'set -eu',
    'umask 077',
    `devices='${volumes.map(({ role }) => `/dev/disk/by-uuid/${luksUuidHole(role)}`).join(' ')}'`,
    `key=/etc/${TPM2_KEY}`,
    '# Nothing was typed at this start, so the TPM has opened the disk, or the kernel has forgotten it: the next start',
    '# asks again, and is no failure either. What has expired is still listed for a while (proc_keys(5)).',
    "[ -e \"$key\" ] || grep ' cryptsetup: [0-9]*$' /proc/keys | grep -qv ' expd ' || exit 0",
    'enrol() { # DEVICE KEY-FILE SLOTS-TO-WIPE',
    `    systemd-cryptenroll --unlock-key-file="$2" --wipe-slot="$3" ${options.join(' ')} "$1"`,
    '}',
    ...(tpm2.pin ? choosePin() : []),
    'if [ -e "$key" ]; then',
    '    left=',
    '    for device in $devices; do',
    '        # A start that was cut short has wiped the slot already: 2 is a wrong key (cryptsetup(8), RETURN CODES). Any other',
    '        # fault says nothing of the slot, and without the key it could never be wiped. Nor does the TPM: cryptsetup',
    '        # would ask it first.',
    '        status=0',
    '        cryptsetup open --disable-external-tokens --test-passphrase --key-file="$key" "$device" || status=$?',
    '        [ "$status" != 2 ] || continue',
    '        [ "$status" = 0 ] || exit "$status"',
    '        left="$left $device"',
    '    done',
    // Where nothing is left to do, a PIN would be chosen and never be asked for.
    ...(tpm2.pin ? ['    [ -z "$left" ] || want_pin'] : []),
    `    for device in $left; do enrol "$device" "$key" tpm2,${keySlot.oneTime}; done`,
    '    rm "$key"',
    '    exit',
    'fi',
    'enrol_all() { # KEY-FILE',
    '    for device in $devices; do',
    '        enrol "$device" "$1" tpm2 || return 1',
    ...(tpm2.pin ? [] : replaceStale()),
    '    done',
    '}',
    '# First of all: the kernel forgets it while somebody thinks of a PIN.',
    'all=$(systemd-ask-password --keyname=cryptsetup --accept-cached --multiple --no-tty --timeout=1 Passphrase:)',
    ...(tpm2.pin ? ['want_pin'] : []),
    'printf \'%s\\n\' "$all" | {',
    '    while IFS= read -r typed; do',
    '        # By a file without a name: systemd-cryptenroll seeks in it, and nobody else finds it.',
    '        file=$(mktemp --tmpdir=/run)',
    '        exec 3<>"$file"',
    '        rm "$file"',
    '        printf %s "$typed" >&3',
    '        if enrol_all /dev/fd/3; then exit 0; fi',
    '        exec 3>&-',
    '    done',
    '    echo "what was typed does not open $devices" >&2',
    '    exit 1',
    '}',
    '',
  ].join('\n');
}

/**
 * The unit of the script, as early as /etc can be written: the kernel keeps what was typed for 150 s (systemd,
 * KEYRING_TIMEOUT_USEC), and on a slow machine basic.target comes later. With a PIN it comes before logins, while the
 * console still asks for passwords.
 */
export function tpm2Unit(tpm2: Tpm2Request): string {
  return [
    '[Unit]',
    'Description=Let the TPM of this machine open the encrypted disk',
    'Documentation=man:systemd-cryptenroll(1)',
    'DefaultDependencies=no',
    'After=systemd-remount-fs.service ostree-remount.service tpm2.target systemd-tpm2-setup.service',
    'Conflicts=shutdown.target',
    `Before=${tpm2.pin ? 'systemd-user-sessions.service ' : ''}shutdown.target`,
    '',
    '[Service]',
    'Type=oneshot',
    'RemainAfterExit=yes',
    '# The keyring of root, where systemd-cryptsetup left what was typed (systemd.exec(5)).',
    'KeyringMode=shared',
    `ExecStart=/etc/${TPM2_SCRIPT}`,
    '',
    '[Install]',
    'WantedBy=multi-user.target',
    '',
  ].join('\n');
}
