// SPDX-License-Identifier: Apache-2.0
import { facePackages, type Face } from './face.ts';
import type { LiveEngines } from './live-root.ts';

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
    // skopeo's packages ask for a network of containers, which nothing here uses: netavark is a third of the other one.
    'skopeo',
    'netavark',
    'umoci',
    'fdisk',
    'gdisk',
    'e2fsprogs',
    'dosfstools',
    'btrfs-progs',
    'xfsprogs',
    'ntfs-3g',
    'cryptsetup-bin',
    'lvm2',
    'mdadm',
    'util-linux',
    'efibootmgr',
    'mokutil',
    'whois',
    'ca-certificates',
  ],
  // systemd-cryptenroll is in systemd-cryptsetup, and opens the libraries of FIDO2 and TPM2 when it is asked to.
  encryption: [
    'cryptsetup-bin',
    'systemd-cryptsetup',
    'libfido2-1',
    'libtss2-esys-3.0.2-0t64',
    'libtss2-rc0t64',
  ],
  loader: ['grub2-common', 'grub-pc-bin', 'grub-efi-amd64-signed', 'shim-signed'],
  network: ['network-manager', 'openssh-server', 'iproute2'],
  people: [
    'login',
    'passwd',
    'procps',
    'kbd',
    'console-data',
    'less',
    'nano',
    'pciutils',
    'dmidecode',
    'locales',
  ],
} as const;

/** What each way of calling bootc needs beyond that. */
const byEngine: Readonly<Record<keyof LiveEngines, readonly string[]>> = {
  // podman without its recommends: a runtime for its containers.
  imageBootc: ['podman', 'crun'],
  // bootctl, and the loaders that bootctl and we put on the ESP; podman, which bootc starts to look at its storage.
  hostBootc: ['podman', 'crun', 'systemd-boot', 'systemd-boot-efi', 'systemd-boot-efi-amd64-signed'],
};

/** Packages of the live system. */
export function livePackages(added: readonly string[], engines: LiveEngines, face: Face): string[] {
  const needed = [
    ...Object.values(byPurpose).flat(),
    ...(engines.imageBootc ? byEngine.imageBootc : []),
    ...(engines.hostBootc ? byEngine.hostBootc : []),
    ...facePackages(face),
  ];
  return [...new Set([...needed, ...added])];
}
