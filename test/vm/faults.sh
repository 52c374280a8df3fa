#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Runs inside the live system: faults.sh VERB ARGUMENTS. What a test does there in more than a line.
set -u
verb=$1
shift

case $verb in
# A table, a file system's worth of bytes and a mark in the first and the last MiB of a disk that is to be recognised.
mark)
    printf 'label: gpt\n,64M\n' | sfdisk --quiet "$1"
    last=$(($(blockdev --getsize64 "$1") / 1048576 - 1))
    printf 'this was here before' | dd of="$1" bs=1 seek=600000 conv=notrunc status=none
    printf 'this was here before' | dd of="$1" bs=1M seek="$last" conv=notrunc,fsync status=none
    ;;
# Checksum of the first and of the last MiB of every disk.
fingerprint)
    for disk in /dev/vd?; do
        last=$(($(blockdev --getsize64 "$disk") / 1048576 - 1))
        echo "$disk $(dd if="$disk" bs=1M count=1 status=none | sha256sum) $(dd if="$disk" bs=1M skip="$last" status=none | sha256sum)"
    done
    ;;
# What an install could leave behind.
leftovers)
    findmnt --raw --noheadings --output TARGET | grep -E '^/run/(particleos|bootc)|^/mnt|^/var/(tmp|lib/containers)'
    losetup --list --noheadings --output NAME,BACK-FILE
    dmsetup ls
    ! command -v podman > /dev/null || podman ps --all --noheading --format '{{.Names}}'
    pgrep --list-name '^(umoci|skopeo|ostree|mkfs.*|sfdisk|mke2fs|unshare|bootc|podman|conmon|crun)$'
    # Mount points may stay; what is mounted was told above. What images were found to hold is kept on purpose.
    find /run/particleos -xdev -mindepth 1 ! -path /run/particleos/target ! -path /run/particleos/esp \
        ! -path '/run/particleos/inspected*' ! -name 'run.json*' ! -name answers 2> /dev/null
    true
    ;;
# interrupt STEP SECONDS SIGNAL all|one COMMAND...: starts an install in a session of its own, waits for a step of it
# and some seconds more, and sends a signal, to all of its processes as Ctrl-C does, or to the installer alone. Ends as
# the install ends.
interrupt)
    step=$1 seconds=$2 signal=$3 whom=$4
    shift 4
    rm -f /run/particleos/run.json
    setsid "$@" &
    pid=$!
    until grep -q "\"stepId\":\"$step\"" /run/particleos/run.json 2> /dev/null; do
        kill -0 "$pid" 2> /dev/null || { echo "ended before $step" >&2; exit 99; }
        sleep 0.1
    done
    sleep "$seconds"
    [ ! -x /run/meanwhile ] || /run/meanwhile "$pid"
    [ "$whom" = one ] && kill -s "$signal" "$pid" || kill -s "$signal" -- "-$pid"
    wait "$pid"
    ;;
# Looks for every line of /run/secrets/patterns in what ps(1) can show, again and again, while /run/sampling is there.
sample)
    rounds=0
    while [ -e /run/sampling ]; do
        grep -aHoF -f /run/secrets/patterns /proc/[0-9]*/cmdline /proc/[0-9]*/environ >> /run/sampled 2> /dev/null
        rounds=$((rounds + 1))
        sleep 0.2
    done
    echo "$rounds" > /run/rounds
    ;;
*) exit 2 ;;
esac
