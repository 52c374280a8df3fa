#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Notes what particleos-install hands to `convert`, with the facts of that moment, and the answers that `plan` gets.
case "$*" in
    *--choices*) ;;
    'convert calamares -'*)
        rm -rf /run/captured; mkdir /run/captured; cat > /run/captured/storage.json
        udevadm settle --timeout=900
        /run/particleos-installer facts --json --image oci:/run/initramfs/live/particleos/image > /run/captured/facts.json < /dev/null
        exec /run/particleos-installer "$@" < /run/captured/storage.json ;;
    'plan -'*)
        cat > /run/captured/answers.yaml
        exec /run/particleos-installer "$@" < /run/captured/answers.yaml ;;
esac
exec /run/particleos-installer "$@"
