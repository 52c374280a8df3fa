#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# mmdebstrap customize hook: puts a file or directory ($2) into the root ($1) at a path ($3), with its modes, owned by
# who builds: root. A directory is merged with what is there.
set -eu
root=$(realpath "$1")
source=$2
path=$root$3

# A link in the image may lead anywhere on this machine.
within() {
    case $(realpath --canonicalize-missing "$1") in
        "$root" | "$root"/*) ;;
        *) echo "${path#"$root"} leads out of the image" >&2; exit 1 ;;
    esac
}

within "$(dirname "$path")/."
mkdir -p "$(dirname "$path")"
if [ -d "$source" ] && [ -d "$path" ]; then
    within "$path/."
    cp -a --no-preserve=ownership --remove-destination "$source/." "$path/"
else
    # -H after -a: the source may be a link, what is in it stays as it is. Above: it replaces a link, it does not follow it.
    cp -a -H --no-target-directory --no-preserve=ownership --remove-destination "$source" "$path"
fi
