#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Loads the console keymap named on the kernel command line before anything asks for a passphrase.
# Debian packages no systemd-vconsole-setup, so rd.vconsole.keymap= alone does nothing there.

check() {
    require_binaries loadkeys gzip || return 1
    return 0
}

depends() {
    echo systemd
}

install() {
    inst_multiple loadkeys gzip sh
    # Keymaps include each other by relative path, so the whole tree comes along (1 MB compressed).
    local file
    while read -r file; do inst_simple "$file"; done < <(find /usr/share/keymaps -type f)
    inst_simple "$moddir/load-keymap.sh" /usr/lib/particleos/load-keymap
    inst_simple "$moddir/particleos-keymap.service" "$systemdsystemunitdir/particleos-keymap.service"
    mkdir -p "$initdir$systemdsystemunitdir/sysinit.target.wants"
    ln_r "$systemdsystemunitdir/particleos-keymap.service" \
        "$systemdsystemunitdir/sysinit.target.wants/particleos-keymap.service"
}
