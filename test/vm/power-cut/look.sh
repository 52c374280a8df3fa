#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Runs inside a live system: look.sh SERIAL FILE. Writes what an installed disk holds to start from: each file of the ESP,
# of /boot and of the deployment's /etc with its checksum. What is another by rule on each disk is called by its kind:
# UUIDs, checksums of commits, and GRUB's core, which holds the first.
set -eu
disk=/dev/disk/by-id/virtio-$1
small=65536
mkdir -p /run/look
# Large files hold no UUID; sed would take its time over them.
sum() {
    if [ "$(stat -c %s "$1")" -gt $small ]; then sha256sum < "$1"; else normal < "$1" | sha256sum; fi
}
normal() {
    LC_ALL=C sed -E 's/[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}/UUID/g; s/[0-9A-F]{4}-[0-9A-F]{4}/SERIAL/g; s/[0-9a-f]{64}/SHA256/g'
}
for part in 2 3 4; do
    mount -o ro "$disk-part$part" /run/look
    if [ $part = 4 ]; then cd /run/look/ostree/deploy/particleos/deploy/*.0/etc; else cd /run/look; fi
    find . -xdev -type f ! -path ./grub/i386-pc/core.img | sort | while read -r file; do
        echo "$part $(echo "$file" | normal) $(sum "$file")"
    done
    cd /
    umount /run/look
done > "$2"
