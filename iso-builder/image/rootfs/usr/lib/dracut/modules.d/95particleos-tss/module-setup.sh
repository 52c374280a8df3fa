#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The account that owns a TPM's device files. The rules of udev and tmpfiles.d that dracut's module tpm2-tss brings along
# name it, and dracut 106 makes it only where a distribution ships sysusers.d/tpm2-tss.conf, which Debian does not.

check() {
    grep -q '^tss:' /etc/passwd || return 1
    return 255
}

depends() {
    echo tpm2-tss
}

install() {
    local name
    for name in passwd group; do
        grep -qs '^tss:' "$initdir/etc/$name" || grep '^tss:' "/etc/$name" >> "$initdir/etc/$name"
    done
}
