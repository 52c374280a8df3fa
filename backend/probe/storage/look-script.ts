// SPDX-License-Identifier: Apache-2.0

/**
 * Mounts a device where nobody else sees it and prints what tells operating systems apart, as "NAME NUL TEXT NUL".
 * $1: driver, $2: mount options, $3: device; or "" "" and a directory where it is mounted already. $4: its file system.
 *
 * The shell is started in a mount namespace of its own: the mount goes with it, however it ends. Nothing on the disk is
 * run or followed: what lies outside by way of a link is left out.
 */
export const LOOK_SCRIPT = `
set -u
export LC_ALL=C
if [ -n "$1" ]; then
    mount --types "$1" --options "$2" --source "$3" --target /mnt || exit 32
    cd /mnt || exit 33
else
    cd -- "$3" || exit 33
fi
here=$(pwd -P)
[ "$here" = / ] || here=$here/
say() { printf '%s\\0%s\\0' "$1" "$2"; }
inside() { case $(readlink -f -- "$1") in "$here"?*) return 0 ;; *) return 1 ;; esac; }
text() {
    for path; do
        [ -f "$path" ] && inside "$path" && say "$path" "$(head -c 16384 -- "$path" | tr -d '\\000')"
    done
}
name() {
    for path; do
        [ -e "$path" ] && inside "$path" && say "$path" ''
    done
}
link() {
    for path; do
        [ -L "$path" ] && say "$path" ''
    done
}
target() {
    for path; do
        [ -L "$path" ] && say "$path" "$(readlink -- "$path")"
    done
}
entries() {
    directory=$1loader
    if [ -L "$directory" ]; then
        # ostree's is a link to one of two beside it (ostree, bootversion), and no link is followed here.
        case $(readlink -- "$directory") in
            loader.0) directory=$1loader.0 ;;
            loader.1) directory=$1loader.1 ;;
            *) return ;;
        esac
    fi
    for path in "$directory"/entries/*.conf; do
        [ -f "$path" ] && inside "$path" && say "$1loader/entries/\${path##*/}" "$(head -c 16384 -- "$path" | tr -d '\\000')"
    done
}
say space "$(stat --file-system --format='%S %b %f' .)"
system() {
    text "$1usr/lib/os-release" "$1etc/os-release" "$1etc/fstab"
}
system ''
entries ''
entries boot/
name EFI/* EFI/*/*.[eE][fF][iI] EFI/Microsoft/Boot/bootmgfw.efi
name [Ww][Ii][Nn][Dd][Oo][Ww][Ss]/[Ss]ystem32/ntoskrnl.exe [Ww][Ii][Nn][Dd][Oo][Ww][Ss]/[Ss]ervicing/Version/*
text ostree/deploy/*/deploy/*.origin state/deploy/*/*.origin
name ostree/deploy/*/deploy/*/usr/bin/bootc
name ostree/deploy/*/deploy/*/etc/particleos/tpm2-enrol*
name ostree/deploy/*/deploy/*/etc/systemd/system/particleos-tpm2-enrol.service
text ostree/deploy/*/deploy/*/etc/crypttab
name ostree/deploy/*/deploy/*/etc/cryptsetup-keys.d/*
target ostree/boot.[01] ostree/boot.[01].[01]/*/*/*
link ostree/deploy/*/deploy/*/etc/systemd/system/*.wants/particleos-tpm2-enrol.service
for deployment in ostree/deploy/*/deploy/*/; do
    [ -d "$deployment" ] && system "$deployment"
done
if [ "$4" = btrfs ]; then
    for subvolume in */; do system "$subvolume"; done
    say minimum "$(btrfs inspect-internal min-dev-size . 2>/dev/null)"
fi
exit 0
`;
