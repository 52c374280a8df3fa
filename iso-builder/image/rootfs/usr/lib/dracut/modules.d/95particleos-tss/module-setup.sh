#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The user tss, whom the rules and tmpfiles of dracut's module tpm2-tss name. That module takes him from sysusers.d; Debian's
# tpm-udev makes him by adduser, and each start of the image had errors about him in its journal.

check() {
    grep -q '^tss:' "$dracutsysrootdir/etc/passwd"
}

depends() {
    echo tpm2-tss
}

install() {
    local name
    for name in passwd group; do
        grep '^tss:' "$dracutsysrootdir/etc/$name" >> "$initdir/etc/$name"
    done
}
