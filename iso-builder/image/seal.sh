#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# After mmdebstrap has cleaned up: takes out of the root ($1) what belongs to one machine, and puts what is writable
# behind links into /var.
set -eu
root=$1

# Made on each machine, or from its own settings.
rm -f "$root"/etc/ssh/ssh_host_* "$root/etc/hostname" "$root/etc/resolv.conf" "$root"/etc/console-setup/cached_*
: > "$root/etc/machine-id"
rm -f "$root/var/lib/dbus/machine-id"

# Writable places are in /var; the links are part of the image.
rm -rf "$root/root" "$root/home" "$root/opt" "$root/srv" "$root/mnt" "$root/usr/local"
ln -s var/roothome "$root/root"
for name in home opt srv mnt; do ln -s "var/$name" "$root/$name"; done
ln -s ../var/usrlocal "$root/usr/local"
# Packages ask for directories there; tmpfiles.d/particleos.conf makes what the links lead to.
sed -E -i '/^[A-Za-z][^[:space:]]*[[:space:]]+\/(root|home|opt|srv|mnt|usr\/local)[[:space:]]/d' "$root"/usr/lib/tmpfiles.d/*.conf
mkdir -p "$root/sysroot" "$root/usr/lib/sysimage"
ln -s sysroot/ostree "$root/ostree"
mv "$root/var/lib/dpkg" "$root/usr/lib/sysimage/dpkg"

# /var starts empty on every machine: systemd-tmpfiles makes what packages expect there.
rm -rf "$root"/var/cache/* "$root"/var/log/* "$root"/var/lib/apt "$root"/var/lib/dracut
chroot "$root" find /var -mindepth 1 -type d -printf 'd %p %#m %u %g - -\n' |
    grep -v -E ' /var/(tmp|run|lock|log|cache|lib|spool|local|opt|mail|backups)? ' > "$root/usr/lib/tmpfiles.d/particleos-var.conf" || true
find "$root/var" -mindepth 1 -delete

# Every system user with the id it has in this image: an updated image may bring new ones.
{
    awk -F: '$3 > 0 && ($3 < 1000 || $3 == 65534) { printf "g %s %s\n", $1, $3 }' "$root/etc/group"
    awk -F: '$3 > 0 && ($3 < 1000 || $3 == 65534) { printf "u %s %s:%s \"%s\" %s %s\n", $1, $3, $4, $5, $6, $7 }' "$root/etc/passwd"
} > "$root/usr/lib/sysusers.d/particleos-image.conf"
for name in passwd group; do rm -f "$root/etc/$name-" "$root/etc/shadow-" "$root/etc/gshadow-"; done
