// SPDX-License-Identifier: Apache-2.0
/** English words for what encryption asks for and cannot have; see catalog.ts for the form. */
export const encryptionCatalog = {
  'recovery-key-unacknowledged': [
    'Nothing says where the recovery key of the encrypted disk goes.',
    'Set encryption.recoveryKey.show to true, or encryption.recoveryKey.stick to the label of a volume.',
  ],
  'recovery-key-nobody': [
    'The recovery key would be shown to nobody: this install is unattended.',
    'Set encryption.recoveryKey.stick to the label of a volume that is plugged in.',
  ],
  'recovery-key-stick': [
    'The recovery key cannot be kept on the volume "{stick}": {message}.',
    'Plug the stick in, with that label, FAT or ext4, and writable; or set encryption.recoveryKey.show to true.',
  ],
  'recovery-key-absent': ['There is no recovery key to save.', 'Pass it on standard input.'],
  'recovery-key-unread': [
    'The recovery key was not shown to anybody yet.',
    'Write it down and confirm that; then the machine can be restarted.',
  ],
  'tpm2-absent': [
    'This machine has no TPM 2.0 that Linux can use.',
    'Switch it on in the firmware, or leave encryption.tpm2 out.',
  ],
  'tpm2-unchecked': [
    'Whether the machine has a TPM 2.0 was not looked at here.',
    'It is checked on the machine itself.',
  ],
  'tpm2-pcr-weak': [
    'None of the chosen registers ({pcrs}) says whether Secure Boot is on: another system could be given the key.',
    'Add 7 to encryption.tpm2.pcrs, or ask for a PIN.',
  ],
  'fido2-absent': [
    'No security key (FIDO2 with hmac-secret) is plugged in.',
    'Plug it in and look again, or leave encryption.fido2 out.',
  ],
  'fido2-several': [
    '{count} security keys are plugged in, and one is to be enrolled.',
    'Leave one plugged in, and look again.',
  ],
  'fido2-pin': [
    'The security key that is plugged in asks for its PIN before it can be enrolled, which is not done here.',
    'Use a key without a PIN, or leave encryption.fido2 out and enrol it on the installed system by systemd-cryptenroll.',
  ],
  'fido2-unchecked': [
    'Whether a security key is plugged in could not be looked at here.',
    'It is looked at again on the machine itself, before anything is written.',
  ],
  'fido2-nobody': [
    'The security key wants to be touched, and this install is unattended.',
    'Leave encryption.fido2 out; it can be enrolled on the installed system by systemd-cryptenroll.',
  ],
  'fido2-not-enrolled': [
    'The security key was not enrolled: {message}.',
    'Leave it plugged in, touch it each time it blinks, and start again; or leave encryption.fido2 out.',
  ],
  'image-cannot-unlock': [
    'The image could not ask for the passphrase at boot: its initramfs lacks {what}.',
    'Choose an image whose initramfs is made with systemd-cryptsetup. Nothing is installed without the encryption.',
  ],
  'image-cannot-unlock-by': [
    'The image cannot open the disk by {means} at boot: {what}.',
    'Leave encryption.{setting} out, or choose another image.',
  ],
  'image-initramfs-unread': [
    'What is in the initramfs of the image is not known, so nobody can say whether it can unlock the disk: {message}.',
    'Choose an image on the medium or in an OCI directory, with an initramfs compressed by zstd or gzip.',
  ],
  'image-keymap-at-boot': [
    'The passphrase could not be typed on the keyboard "{keymap}" at boot: the initramfs of the image lacks {what}.',
    'Choose another image, or set keyboard.keymap to "us" and choose a passphrase that you can type there.',
  ],
  'keymap-at-boot-us': [
    'The passphrase is asked for on a US keyboard: no console keymap is known for this layout.',
    'Choose a passphrase that you can type there, or set keyboard.keymap.',
  ],
  'encryption-way': [
    'bootc to-disk cannot encrypt with a passphrase.',
    'Leave install.verb out: the installer lays the disk out, and bootc writes to it.',
  ],
  'encryption-uki': [
    'The image starts by a unified kernel image, which cannot be told what to unlock.',
    'Choose another image. Nothing is installed without the encryption.',
  ],
  'encryption-memory': [
    'This machine can spare {foundBytes} of memory for the passphrase at each start; {neededBytes} are needed to make it hard to guess.',
    'Use a machine with more memory, or install without encryption.',
  ],
  'encryption-hibernate': [
    'With a security key, a machine that hibernates into encrypted swap would ask for two touches at each start; that is not set up.',
    'Leave encryption.fido2 out, or swap.hibernate.',
  ],
  'encryption-layout': [
    '{what} would stay without encryption.',
    'Change the layout so that everything the install writes is encrypted, or leave encryption out.',
  ],
  'encryption-kept': [
    'The root is encrypted already, and is kept with its encryption as it is.',
    'Leave encryption out; layout.passphraseSecret names what opens it.',
  ],
  'kept-cannot-unlock-by': [
    'The new system cannot open the disk by {means} at boot: {what}. It will ask for the passphrase.',
    'Choose another image if that is too much; the encryption stays as it is.',
  ],
  'passphrase-unfit': ['The passphrase "{name}" cannot be used: {message}.', 'Choose another one.'],
  'passphrase-untypeable': [
    'At boot, the keyboard "{keymap}" has no key for {count} characters of the passphrase (places: {places}).',
    'Choose another passphrase or another keyboard; the recovery key can be typed on nearly all.',
  ],
  'passphrase-unchecked': [
    'Whether the passphrase can be typed on the keyboard "{keymap}" could not be checked: {message}.',
    'Use plain letters whose keys you know.',
  ],
  'passphrase-weak': [
    'The passphrase is easy to guess: {why}.',
    'Take four or more words that do not belong together, or at least 12 characters.',
  ],
} as const satisfies Record<string, readonly [sentence: string, advice: string]>;
