#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Runs inside a live system: look.sh SERIAL FILE. Writes what an installed disk holds to start from: each file of the ESP,
# of /boot and of the deployment's /etc with its checksum. What is another by rule on each disk is called by its kind:
# UUIDs, checksums of commits, GRUB's core, which holds the first, and the day of a password (shadow(5)): a recovery may come
# after midnight. A few processes for all files: on an emulated processor each costs more than a file.
set -eu
export LC_ALL=C
disk=/dev/disk/by-id/virtio-$1
copy=/run/look-copy
mkdir -p /run/look
for part in 2 3 4; do
    # Whoever closes a disk that was written to makes the kernel read its table anew (udev(7)): the nodes come and go.
    udevadm wait --timeout=120 --settle "$disk-part$part"
    mount -o ro "$disk-part$part" /run/look
    mkdir -p "$copy/$part"
    if [ $part = 4 ]; then from=$(echo /run/look/ostree/deploy/particleos/deploy/*.0/etc); else from=/run/look; fi
    cp -a "$from/." "$copy/$part"
    umount /run/look
done
cd "$copy"
rm -f 3/grub/i386-pc/core.img
uuid='s/[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}/UUID/g; s/[0-9A-F]{4}-[0-9A-F]{4}/SERIAL/g; s/[0-9a-f]{64}/SHA256/g'
find 4 -maxdepth 1 -name 'shadow*' -exec sed -i -E 's/^([^:]*:[^:]*):[0-9]+:/\1:DAY:/' {} +
# Larger files hold none.
find . -type f -size -128k -exec sed -i -E "$uuid" {} +
find . -type f -exec sha256sum {} + | sed -E 's/^([0-9a-f]{16})[0-9a-f]{48}/\1/; '"$uuid" | sort -k 2 > "$2"
rm -r "$copy"
