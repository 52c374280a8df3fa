// SPDX-License-Identifier: Apache-2.0

/** What the live system is made of, by purpose. Recommends are not installed. */
const byPurpose = {
  boot: [
    'linux-image-amd64',
    'dracut',
    'dracut-live',
    'zstd',
    'kmod',
    'udev',
    'systemd',
    'systemd-sysv',
    'dbus',
    'libpam-systemd',
  ],
  install: [
    'ostree',
    'skopeo',
    'umoci',
    'fdisk',
    'gdisk',
    'e2fsprogs',
    'dosfstools',
    'util-linux',
    'efibootmgr',
    'mokutil',
    'whois',
    'ca-certificates',
  ],
  loader: ['grub2-common', 'grub-pc-bin', 'grub-efi-amd64-signed', 'shim-signed'],
  network: ['network-manager', 'openssh-server', 'iproute2'],
  people: ['login', 'procps', 'kbd', 'console-data', 'less', 'nano', 'pciutils', 'dmidecode', 'locales'],
} as const;

/** Packages of the live system. */
export function livePackages(added: readonly string[]): string[] {
  return [...new Set([...Object.values(byPurpose).flat(), ...added])];
}
