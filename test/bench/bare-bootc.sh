#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# bare-bootc.sh DISK IMAGE TAG: the peer of `npm run bench install-bootc`. The commands that someone who knows them would
# type in the live system to get from the ISO's OCI directory IMAGE:TAG to the disk that the installer makes:
# `bootc install to-disk` with the same words, then by hand what bootc has no option for.
#
# In: bootc, which wipes, partitions, formats, deploys, installs systemd-boot, trims and unmounts; mount, configure, put
# shim before systemd-boot, sync, unmount, register with the firmware. Out, because it is what the installer adds and so
# is to be paid by the installer: probing and planning, the check of every blob before the first write, the second look
# at the disk, notes of the old table, progress, the log, undo, the proof that the finished disk is what was asked for.
#
# "phase NAME SECONDS" lines tell when each part begins; they cost one date(1) each.
set -eu
image=$2
tag=$3
disk=$(readlink -f "$1")
case $disk in *[0-9]) part=${disk}p ;; *) part=$disk ;; esac
target=/run/bare
esp=/run/bare-esp
phase() { echo "phase $1 $(date +%s.%N)"; }
# Two lines of standard input: "ada:HASH" for chpasswd(8), and her SSH key.
read -r password
read -r key

phase install
bootc install to-disk --wipe --block-setup=direct --filesystem=ext4 \
    --source-imgref="oci:$image:$tag" \
    --target-transport=registry --target-imgref=registry.example.org/particleos/corona:stable \
    --composefs-backend --bootloader=systemd --generic-image \
    --karg=rd.vconsole.keymap=de-latin1 --karg=vconsole.keymap=de-latin1 \
    --karg=console=ttyS0,115200 --karg=particle.demo=1 \
    "$disk" < /dev/null

phase configure
udevadm settle
mkdir -p $target $esp
mount -o noatime "${part}3" $target
mount -o umask=0077 "${part}2" $esp
deployment=$(echo $target/state/deploy/*)
etc=$deployment/etc
# Names, user and key of test/vm/demo-answers.ts.
echo demo > "$etc/hostname"
printf '127.0.0.1 localhost\n127.0.1.1 demo\n::1 localhost ip6-localhost ip6-loopback\n' > "$etc/hosts"
echo LANG=de_DE.UTF-8 | tee "$etc/locale.conf" > "$etc/default/locale"
cat > "$etc/default/keyboard" << 'EOT'
XKBMODEL="pc105"
XKBLAYOUT="de"
XKBVARIANT=""
XKBOPTIONS=""
BACKSPACE="guess"
EOT
printf 'KEYMAP=de-latin1\nXKBLAYOUT=de\n' > "$etc/vconsole.conf"
echo Europe/Berlin > "$etc/timezone"
ln -sfn ../usr/share/zoneinfo/Europe/Berlin "$etc/localtime"
home=$target/state/os/default/var/home/ada
mkdir -p "${home%/ada}"
useradd --prefix="$deployment" --no-create-home --home-dir=/home/ada --shell=/bin/bash --uid=1000 --user-group \
    --groups=sudo --comment='Ada Lovelace' ada
cp -a "$etc/skel" "$home"
echo "$password" | chpasswd --encrypted --prefix="$deployment"
mkdir "$home/.ssh"
echo "$key" > "$home/.ssh/authorized_keys"
chmod 0600 "$home/.ssh/authorized_keys"
chmod 0700 "$home" "$home/.ssh"
chown -R 1000:1000 "$home"

phase boot
signed=/usr/lib/systemd/boot/efi/systemd-bootx64.efi.signed
for directory in systemd BOOT; do
    cp $signed $esp/EFI/$directory/grubx64.efi
    cp /usr/lib/shim/mmx64.efi.signed $esp/EFI/$directory/mmx64.efi
done
cp /usr/lib/shim/shimx64.efi.signed $esp/EFI/systemd/shimx64.efi
cp /usr/lib/shim/shimx64.efi.signed $esp/EFI/BOOT/BOOTX64.EFI

phase finish
sync --file-system $target $esp
umount $target $esp
efibootmgr --quiet --create --disk="$disk" --part=2 --label=bare --loader='\EFI\systemd\shimx64.efi'
phase end
