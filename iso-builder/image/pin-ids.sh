#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# mmdebstrap essential hook: the system users and groups of $2 (files "passwd" and "group") exist in the root $1
# before any package asks for them, so every build of the image gives them the same ids.
set -eu
root=$1
for name in passwd group; do
    [ -f "$2/$name" ] || continue
    while IFS= read -r line; do
        grep -q "^${line%%:*}:" "$root/etc/$name" || printf '%s\n' "$line" >> "$root/etc/$name"
    done < "$2/$name"
done
