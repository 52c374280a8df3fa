// SPDX-License-Identifier: Apache-2.0
import type { ImageContent } from '../../../core/facts/image-content.ts';
import type { UnlockContent } from '../../../core/facts/unlock-content.ts';
import type { InitramfsRead } from './initramfs.ts';

/** Where systemd-cryptsetup is: since 255 a program of its own, before and for dracut in the directory of helpers. */
const OPENER = /^(?:usr\/)?(?:bin|lib\/systemd)\/systemd-cryptsetup$/;
const GENERATOR = /^(?:usr\/)?lib\/systemd\/system-generators\/systemd-cryptsetup-generator$/;
/** Of dracut's module crypt without systemd. */
const DRACUT = /^(?:usr\/)?s?bin\/cryptroot-ask(?:\.sh)?$/;
/** The libraries that systemd opens at run time, when a TPM is asked (src/shared/tpm2-util.c, dlopen_tpm2). */
const TPM2 = ['libtss2-esys.so.0', 'libtss2-rc.so.0', 'libtss2-mu.so.0', 'libtss2-tcti-device.so.0'];
const FIDO2 = 'libfido2.so.1';
const RESUME = /^(?:usr\/)?lib\/systemd\/systemd-hibernate-resume$/;
const RESUME_GENERATOR = /^(?:usr\/)?lib\/systemd\/system-generators\/systemd-hibernate-resume-generator$/;
const KEYMAP =
  /^(?:usr\/)?(?:share|lib)\/(?:keymaps|kbd\/keymaps)\/(?:.+\/)?([^/]+)\.(?:k?map)(?:\.(?:gz|xz|zst))?$/;

/** What the names in an initramfs say about opening an encrypted root. Pure. */
export function unlockContentOf(read: InitramfsRead): UnlockContent {
  if (!read.ok) return { read: false, message: read.message };
  const paths = [...read.paths];
  const has = (pattern: RegExp): boolean => paths.some((path) => pattern.test(path));
  const libraries = new Set(paths.map((path) => path.slice(path.lastIndexOf('/') + 1)));
  /** A module by its name; the kernel takes "-" and "_" for the same. */
  const hasModule = (name: string): boolean => {
    const file = new RegExp(`/${name.replaceAll('_', '[-_]')}\\.ko(?:\\.\\w+)?$`, 'm');
    return has(file) || file.test(read.builtIn);
  };
  const keymaps = paths.flatMap((path) => KEYMAP.exec(path)?.[1] ?? []);
  const systemd = has(OPENER) && has(GENERATOR);
  return {
    read: true,
    opener: systemd ? 'systemd' : has(DRACUT) ? 'dracut' : null,
    dmCrypt: hasModule('dm_crypt'),
    tpm2: TPM2.every((library) => libraries.has(library)) && (hasModule('tpm_crb') || hasModule('tpm_tis')),
    fido2: libraries.has(FIDO2),
    resume: has(RESUME) && has(RESUME_GENERATOR),
    keymapLoader: has(/^(?:usr\/)?lib\/systemd\/systemd-vconsole-setup$/)
      ? 'systemd-vconsole-setup'
      : has(/^usr\/lib\/particleos\/load-keymap$/)
        ? 'particleos-keymap'
        : null,
    keymaps: [...new Set(keymaps)].toSorted(),
  };
}

/** Of the kernel that will be started: the only one that has an initramfs, where there is one. */
export function unlockOf(
  { kernels, ukis }: Pick<ImageContent, 'kernels' | 'ukis'>,
  initramfs: (path: string) => InitramfsRead | null,
): UnlockContent {
  if (ukis.length > 0) return { read: false, message: 'it is inside a unified kernel image' };
  const [kernel, ...more] = kernels.filter((candidate) => candidate.initramfs);
  if (kernel === undefined) return { read: false, message: 'the image has none' };
  if (more.length > 0) return { read: false, message: 'the image has several' };
  const read = initramfs(`usr/lib/modules/${kernel.version}/initramfs.img`);
  if (read === null) return { read: false, message: 'its bytes are not at hand' };
  return unlockContentOf(read);
}
