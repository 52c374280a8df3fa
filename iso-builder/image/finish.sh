#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# mmdebstrap customize hook: turns a Debian root ($1) into the tree of an ostree-bootable image.
set -eu
root=$1

printf '%s\n' C en_US en_GB de_DE fr_FR es_ES it_IT pt_BR nl_NL pl_PL ja_JP |
    sed 's/$/.UTF-8 UTF-8/' > "$root/etc/locale.gen"
chroot "$root" locale-gen > /dev/null

kernel=$(ls "$root/usr/lib/modules")
[ "$(echo "$kernel" | wc -l)" = 1 ] || { echo "several kernels: $kernel" >&2; exit 1; }
modules=$root/usr/lib/modules/$kernel
# From kernel 7 on Debian ships it there, and /boot has a link to it.
[ -e "$modules/vmlinuz" ] || cp "$root/boot/vmlinuz-$kernel" "$modules/vmlinuz"
chroot "$root" dracut --quiet --force --kver "$kernel" "/usr/lib/modules/$kernel/initramfs.img"
chmod 0644 "$modules/initramfs.img"
rm -rf "$root/boot"
mkdir "$root/boot"

# Only what an ostree menu is made of; the other scripts would offer kernels that are not there.
for script in "$root"/etc/grub.d/*; do
    [ -e "$script" ] || continue
    case ${script##*/} in
        00_header | 15_ostree) ;;
        *) chmod a-x "$script" ;;
    esac
done

# Masked in rootfs/etc/systemd by a link to /dev/null: systemd-ssh-generator(8), which fails at boot on most machines.

# Work of a package-managed system: here packages change with the image only.
find "$root/etc/systemd/system" -type l \( -name 'apt-daily*' -o -name 'dpkg-db-backup*' -o -name 'grub-common.service' \) -delete
