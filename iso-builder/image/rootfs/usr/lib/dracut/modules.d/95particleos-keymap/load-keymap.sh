#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The last rd.vconsole.keymap= or vconsole.keymap= of the kernel command line wins.
set -eu
keymap=''
read -r cmdline < /proc/cmdline
for word in $cmdline; do
    case $word in
        rd.vconsole.keymap=* | vconsole.keymap=*) keymap=${word#*=} ;;
    esac
done
[ -n "$keymap" ] || exit 0
loadkeys --quiet --unicode "$keymap"
echo "console keymap $keymap loaded"
