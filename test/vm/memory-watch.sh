#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Runs in the live system as a service while it installs, and writes a line whenever a record was broken: the most
# bytes ever in tmpfs files (Shmem of proc_meminfo(5): /run, /tmp and the writable layer of the live root, whose upper
# directory is in /run), the fewest available, and how often the kernel killed for want of memory (oom_kill of
# /proc/vmstat). Handed in as a systemd credential. Steps below 1 MiB are not worth a line.
set -u
peak=0
least=999999999
killed=-1
while :; do
    kills=0
    while read -r name value unit; do
        case $name in
            MemAvailable:) available=$value ;;
            Shmem:) tmpfs=$value ;;
        esac
    done < /proc/meminfo
    while read -r name value; do
        [ "$name" = oom_kill ] && kills=$value
    done < /proc/vmstat
    if [ "$tmpfs" -ge $((peak + 1024)) ] || [ "$available" -le $((least - 1024)) ] || [ "$kills" -ne "$killed" ]; then
        [ "$tmpfs" -gt "$peak" ] && peak=$tmpfs
        [ "$available" -lt "$least" ] && least=$available
        killed=$kills
        echo "particleos-memory: tmpfs-peak-kib $peak available-least-kib $least oom-kills $kills"
    fi
    sleep 1
done
