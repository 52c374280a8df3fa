// SPDX-License-Identifier: Apache-2.0

/** What updates the installed system: Debian's own ostree, or bootc, which Debian does not package. */
export type Updater = 'ostree' | 'bootc';

/** What the reference image is made of, by purpose. Recommends are not installed. */
const byPurpose = {
  // ostree-boot holds dracut's module "ostree", which bootc's images start by, too.
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
  loader: ['shim-signed', 'efibootmgr', 'mokutil'],
  fileSystems: ['e2fsprogs', 'dosfstools', 'fdisk'],
  // Puts a root on a mirror together, in the initramfs and when a disk comes back.
  mirrors: ['mdadm'],
  // tpm2-tools: dracut's module tpm2-tss asks for it, and it brings the libraries that systemd opens.
  encryption: ['cryptsetup-bin', 'systemd-cryptsetup', 'tpm2-tools', 'libfido2-1'],
  // Swap in compressed memory, where that is asked for.
  swap: ['systemd-zram-generator'],
  // skopeo's packages ask for a network of containers, which nothing here uses: netavark is a third of the other one.
  update: ['skopeo', 'netavark', 'ca-certificates'],
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

/** What each updater needs beyond that: GRUB for BIOS and UEFI, or systemd-boot, podman and the file systems of bootc. */
const byUpdater: Readonly<Record<Updater, readonly string[]>> = {
  ostree: ['grub2-common', 'grub-pc-bin', 'grub-efi-amd64-signed', 'umoci'],
  bootc: [
    'systemd-boot',
    'systemd-boot-efi',
    'systemd-boot-efi-amd64-signed',
    'podman',
    // podman without its recommends: a runtime and its monitor.
    'crun',
    'btrfs-progs',
    'xfsprogs',
  ],
};

/** Packages of the image: the default set with the kernel flavour, plus and minus what was asked. */
export function imagePackages(options: {
  updater: Updater;
  kernel: string;
  added: readonly string[];
  removed: readonly string[];
  firmware: boolean;
}): string[] {
  const firmware = options.firmware
    ? ['firmware-linux', 'firmware-misc-nonfree', 'intel-microcode', 'amd64-microcode']
    : [];
  const needed = [...Object.values(byPurpose).flat(), ...byUpdater[options.updater]];
  const all = [options.kernel, ...needed, ...firmware, ...options.added];
  return [...new Set(all)].filter((name) => !options.removed.includes(name));
}
