#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Makes a fresh Debian 12 or 13 machine ready: npm packages (arg "npm"), and Debian's build and VM tools (arg "all").
# npm runs no pre/post hooks here (.npmrc: ignore-scripts), so every npm script of ours calls this first.
set -eu
cd "$(dirname "$0")/.."

if [ ! -e node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
  echo "set-up: installing npm packages (npm ci)" >&2
  npm ci --no-fund --no-audit
  touch node_modules/.package-lock.json
fi
[ "${1:-npm}" = all ] || exit 0

# What the image and ISO builder, the VM harness, the page tests and the bench call.
packages='make mmdebstrap pigz squashfs-tools xorriso mtools dosfstools skopeo umoci e2fsprogs zstd ovmf qemu-utils qemu-system-x86 chromium fonts-noto-core fonts-noto-cjk cryptsetup-bin kbd console-data swtpm fdisk ntfs-3g btrfs-progs python3'
missing=''
for package in $packages; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing="$missing $package"
done
. /etc/os-release
release=''
if [ "${VERSION_CODENAME:-}" = bookworm ]; then
  # QEMU 7.2 double-faults trixie guests under multi-threaded TCG; 10.0 of bookworm-backports does not (docs/decisions).
  if ! qemu-system-x86_64 --version 2>/dev/null | grep -Eq 'version (8|9|[1-9][0-9])'; then
    missing="$missing qemu-system-x86 qemu-utils"
    release='-t bookworm-backports'
  fi
fi
[ -n "$missing" ] || exit 0
if [ "$(id -u)" != 0 ]; then
  echo "set-up: these Debian packages are missing, run as root once:$missing" >&2
  exit 1
fi
if [ -n "$release" ] && ! grep -rqs bookworm-backports /etc/apt/sources.list /etc/apt/sources.list.d; then
  mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Suite: bookworm' 2>/dev/null | head -n 1)
  echo "set-up: adding bookworm-backports to apt's sources, for QEMU 10" >&2
  printf 'Types: deb\nURIs: %s\nSuites: bookworm-backports\nComponents: main\nSigned-By: /usr/share/keyrings/debian-archive-keyring.gpg\n' \
    "${mirror:-http://deb.debian.org/debian}" > /etc/apt/sources.list.d/particleos-backports.sources
fi
echo "set-up: installing Debian packages:$missing" >&2
apt-get update -qq
# shellcheck disable=SC2086 # word splitting is meant: lists of words
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $release $missing
