#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# mmdebstrap customize hook: turns a Debian root ($1) into the live system.
set -eu
root=$1
# The users and groups of the overlay are there before anything starts, whatever the order of the first boot.
chroot "$root" systemd-sysusers
kernel=$(ls "$root/usr/lib/modules")
chroot "$root" dracut --quiet --force --kver "$kernel" "/boot/initrd-live.img"
vmlinuz=$root/usr/lib/modules/$kernel/vmlinuz
# From kernel 7 on Debian ships it there, and /boot has a link to it.
[ -e "$vmlinuz" ] || vmlinuz=$root/boot/vmlinuz-$kernel
cp "$vmlinuz" "$root/boot/vmlinuz-live"
chmod 0644 "$root/boot/initrd-live.img"
# The BIOS loader of the ISO, from the same GRUB as its modules.
chroot "$root" grub-mkimage --format=i386-pc-eltorito --prefix=/boot/grub --output=/boot/eltorito.img \
    biosdisk iso9660 part_gpt part_msdos search search_label normal configfile linux serial terminal echo test
# SSH is opened by the kernel argument particleos.ssh only; LVM, MD and the package timers have no work here.
find "$root/etc/systemd/system" -type l \( -name 'ssh.service' -o -name 'sshd.service' -o -name 'ssh.socket' -o -name 'apt-daily*' \
    -o -name 'dpkg-db-backup*' -o -name 'grub-common.service' -o -name 'e2scrub*' -o -name 'fstrim.timer' \
    -o -name 'mdcheck*' -o -name 'mdmonitor*' -o -name 'lvm2-*' -o -name 'blk-availability*' -o -name 'dm-event*' \) -delete
# Masked in rootfs/etc/systemd by links to /dev/null: systemd-ssh-generator(8), which opens SSH to the host of a virtual
# machine and fails at boot where none listens; and the sockets of GnuPG, which skopeo's library brings along.
rm -f "$root"/etc/ssh/ssh_host_* "$root/etc/resolv.conf"
# Only root mounts here: the user whose browser shows web pages has no use for a reader of NTFS that runs as root, nor
# for FUSE (ntfs-3g(8) asks for both bits only where ordinary users are to mount).
chmod u-s "$root/usr/bin/ntfs-3g" "$root/usr/bin/fusermount3"
: > "$root/etc/machine-id"
# All that is done once for a new /usr was done by now (systemd-update-done.service(8)): ldconfig alone would keep each
# start of the live system waiting.
touch --reference="$root/usr" "$root/etc/.updated" "$root/var/.updated"
