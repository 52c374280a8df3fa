#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# bare-ostree.sh DISK IMAGE TAG: the peer of `npm run bench install-ostree`. The commands that someone who knows them
# would type in the live system to get from the ISO's OCI directory IMAGE:TAG to the disk that the installer makes: the
# same partitions and file systems, the same tree in the same ostree repository, the same settings, and loaders for
# BIOS, UEFI and Secure Boot.
#
# In: partition, format, unpack, import, deploy, configure, make it boot, sync, unmount. The options that make the
# installer fast are here too (unpacking on the target disk, --consume, --fsync=no): a peer without them would flatter us.
# Out, because it is what the installer adds and so is to be paid by the installer: probing and planning, the check of
# every blob before the first write, the second look at the disk, notes of the old table, progress, the log, undo, the
# proof that the finished disk is what was asked for.
#
# "phase NAME SECONDS" lines tell when each part begins; they cost one date(1) each.
set -eu
image=$2
tag=$3
disk=$(readlink -f "$1")
case $disk in *[0-9]) part=${disk}p ;; *) part=$disk ;; esac
target=/run/bare
phase() { echo "phase $1 $(date +%s.%N)"; }

phase disk
sfdisk --quiet --wipe=always --wipe-partitions=always "$disk" << 'EOT'
label: gpt
size=1MiB, type=21686148-6449-6E6F-744E-656564454649, name=particleos-bios-boot
size=512MiB, type=uefi, name=particleos-esp
size=1024MiB, type=xbootldr, name=particleos-boot
type=4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709, name=particleos-root
EOT
udevadm settle
mkfs.vfat -F 32 -n PARTICLEESP "${part}2" > /dev/null
mkfs.ext4 -q -F -L particleos-boot "${part}3"
mkfs.ext4 -q -F -L particleos-root -O verity -m 1 "${part}4"
esp=$(blkid -p -o value -s UUID "${part}2")
boot=$(blkid -p -o value -s UUID "${part}3")
root=$(blkid -p -o value -s UUID "${part}4")
mkdir -p $target
mount -o noatime "${part}4" $target
mkdir -p $target/boot
mount -o noatime "${part}3" $target/boot
mkdir -p $target/boot/efi
mount -o umask=0077 "${part}2" $target/boot/efi

phase unpack
rootfs=$target/scratch/rootfs
mkdir -m 0700 $target/scratch
umoci --log=error raw unpack --image "$image:$tag" $rootfs

phase import
mv $rootfs/etc $rootfs/usr/etc
for name in dev proc sys run tmp boot sysroot; do
    rm -rf "${rootfs:?}/$name"
    mkdir "$rootfs/$name"
done
[ -L $rootfs/ostree ] || ln -s sysroot/ostree $rootfs/ostree
rm -f $rootfs/usr/etc/machine-id $rootfs/usr/etc/ssh/ssh_host_*
install -m 0444 /dev/null $rootfs/usr/etc/machine-id
ostree admin init-fs --modern $target
ostree admin stateroot-init --sysroot=$target particleos
repo=$target/ostree/repo
ostree config --repo=$repo set sysroot.bootloader none
ostree config --repo=$repo set sysroot.readonly true
ostree commit --repo=$repo --branch=particleos/image --tree=dir=$rootfs --consume --fsync=no --bootable \
    --subject=bench > /dev/null

phase deploy
cat > $target/scratch/origin << 'EOT'
[origin]
container-image-reference=ostree-unverified-image:docker://registry.example.org/particleos/corona:stable
EOT
ostree admin deploy --sysroot=$target --os=particleos --origin-file=$target/scratch/origin --karg-none \
    --karg-append=root=UUID="$root" --karg-append=rw --karg-append=console=ttyS0,115200 particleos/image
deployment=$(echo $target/ostree/deploy/particleos/deploy/*.0)

phase configure
etc=$deployment/etc
cat > "$etc/fstab" << EOT
UUID=$boot /boot ext4 defaults,nosuid,nodev 0 2
UUID=$esp /boot/efi vfat umask=0077,shortname=winnt,nosuid,nodev,noexec 0 2
EOT
# Name and user of test/bench/install-ostree.ts.
echo bench > "$etc/hostname"
printf '127.0.0.1 localhost\n127.0.1.1 bench\n::1 localhost ip6-localhost ip6-loopback\n' > "$etc/hosts"
echo LANG=C.UTF-8 > "$etc/locale.conf"
printf 'KEYMAP=us\nXKBLAYOUT=us\n' > "$etc/vconsole.conf"
ln -sfn ../usr/share/zoneinfo/Etc/UTC "$etc/localtime"
home=$target/ostree/deploy/particleos/var/home/ada
mkdir -p "${home%/ada}"
useradd --prefix="$deployment" --no-create-home --home-dir=/home/ada --shell=/bin/bash --uid=1000 --user-group \
    --groups=sudo ada
cp -a "$etc/skel" "$home"
chmod 0700 "$home"
chown -R 1000:1000 "$home"
# "ada:HASH" comes on standard input.
chpasswd --encrypted --prefix="$deployment"

phase boot
{
    printf 'if [ -s $prefix/grubenv ]; then load_env; fi\nset default=0\nset timeout=3\ninsmod part_gpt\ninsmod ext2\n'
    GRUB2_BOOT_DEVICE_ID=$boot GRUB2_PREPARE_ROOT_CACHE="search --no-floppy --fs-uuid --set=root $boot" \
        _OSTREE_GRUB2_BOOTVERSION=1 ostree admin instutil grub2-generate --sysroot=$target 1
} > $target/boot/loader/grub.cfg
mkdir -p $target/boot/grub
ln -sfn ../loader/grub.cfg $target/boot/grub/grub.cfg
grub-editenv $target/boot/grub/grubenv create
ostree config --repo=$repo set sysroot.bootloader grub2
for directory in debian BOOT; do
    mkdir -p $target/boot/efi/EFI/$directory
    cp "$deployment/usr/lib/grub/x86_64-efi-signed/grubx64.efi.signed" $target/boot/efi/EFI/$directory/grubx64.efi
    cp "$deployment/usr/lib/shim/mmx64.efi.signed" $target/boot/efi/EFI/$directory/mmx64.efi
done
printf 'search.fs_uuid %s root\nset prefix=($root)/grub\nconfigfile $prefix/grub.cfg\n' "$boot" \
    > $target/boot/efi/EFI/debian/grub.cfg
cp "$deployment/usr/lib/shim/shimx64.efi.signed" $target/boot/efi/EFI/debian/shimx64.efi
cp "$deployment/usr/lib/shim/shimx64.efi.signed" $target/boot/efi/EFI/BOOT/BOOTX64.EFI
grub-install --target=i386-pc --boot-directory=$target/boot --directory="$deployment/usr/lib/grub/i386-pc" \
    --no-floppy "$disk" 2> /dev/null
if [ -d /sys/firmware/efi ]; then
    efibootmgr --quiet --create --disk="$disk" --part=2 --label=bare --loader='\EFI\debian\shimx64.efi'
fi

phase finish
rm -rf $target/scratch
sync --file-system $target $target/boot $target/boot/efi
umount -R $target
phase end
