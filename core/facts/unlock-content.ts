// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';

/** What the initramfs of an image has for opening an encrypted root. */
export const unlockContentSchema = z.discriminatedUnion('read', [
  z.object({
    read: z.literal(true),
    /** systemd-cryptsetup with its generator; dracut's own script; null: nothing that reads rd.luks. arguments. */
    opener: z.enum(['systemd', 'dracut']).nullable(),
    /** The module dm-crypt, or a kernel that has it built in. */
    dmCrypt: z.boolean(),
    /** What systemd-cryptsetup loads to speak to a TPM 2.0 (tpm2-tss), and a driver for one. */
    tpm2: z.boolean(),
    /** libfido2. */
    fido2: z.boolean(),
    /** What wakes a hibernated system up again (systemd-hibernate-resume(8)); absent: not looked for. */
    resume: z.boolean().optional(),
    /** What loads the console keymap that rd.vconsole.keymap= names; null: nothing does. */
    keymapLoader: z.enum(['systemd-vconsole-setup', 'particleos-keymap']).nullable(),
    /** Names of console keymaps. */
    keymaps: z.array(z.string()),
  }),
  /** It could not be read. */
  z.object({ read: z.literal(false), message: z.string() }),
]);
export type UnlockContent = z.infer<typeof unlockContentSchema>;
