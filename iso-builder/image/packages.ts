// SPDX-License-Identifier: Apache-2.0

/** What the reference image is made of, by purpose. Recommends are not installed. */
const byPurpose = {
  boot: [
    'dracut',
    'ostree',
    'ostree-boot',
    'zstd',
    'kmod',
    'udev',
    'systemd',
    'systemd-sysv',
    'dbus',
    'libpam-systemd',
  ],
  loader: ['grub2-common', 'grub-pc-bin', 'grub-efi-amd64-signed', 'shim-signed', 'efibootmgr', 'mokutil'],
  fileSystems: ['e2fsprogs', 'dosfstools', 'fdisk'],
  update: ['skopeo', 'umoci', 'ca-certificates'],
  network: ['network-manager', 'openssh-server', 'iproute2', 'systemd-timesyncd'],
  people: [
    'login',
    'procps',
    'polkitd',
    'sudo',
    'passwd',
    'adduser',
    'locales',
    'tzdata',
    'kbd',
    'console-data',
    'console-setup',
    'less',
    'nano',
    'bash-completion',
  ],
} as const;

/** Packages of the image: the default set with the kernel flavour, plus and minus what was asked. */
export function imagePackages(options: {
  kernel: string;
  added: readonly string[];
  removed: readonly string[];
  firmware: boolean;
}): string[] {
  const firmware = options.firmware
    ? ['firmware-linux', 'firmware-misc-nonfree', 'intel-microcode', 'amd64-microcode']
    : [];
  const all = [options.kernel, ...Object.values(byPurpose).flat(), ...firmware, ...options.added];
  return [...new Set(all)].filter((name) => !options.removed.includes(name));
}
