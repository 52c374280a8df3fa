// SPDX-License-Identifier: Apache-2.0

/** Only /boot and the ESP: the root is found by root= and made by ostree (ostree-prepare-root(1)). */
export function fstab(): string {
  return [
    '# Written by the ParticleOS installer. The root file system is given by the kernel argument root=.',
    'UUID={{bootUuid}} /boot ext4 defaults,nosuid,nodev 0 2',
    'UUID={{espUuid}} /boot/efi vfat umask=0077,shortname=winnt,nosuid,nodev,noexec 0 2',
    '',
  ].join('\n');
}
