#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Runs inside the guest as a service, after multi-user.target: looks at the system, runs the commands of the test and
# writes one line of JSON and then the token to the report port. Handed in as a systemd credential; calls only what a
# minimal image has (coreutils, util-linux, systemd). Values are base64, because a shell cannot quote JSON.
set -u
# A report must not depend on the language that was installed; the commands of the test see this too.
export LC_ALL=C.UTF-8
port=/dev/virtio-ports/org.particleos.report
work=$(mktemp -d /run/particleos-probe.XXXXXX)
separator='['
kind=fact

# record NAME SECONDS COMMAND...: its status, output and errors go into the report.
record() {
    name=$1
    limit=$2
    shift 2
    timeout --kill-after=5 "$limit" "$@" > "$work/out" 2> "$work/err" < /dev/null
    status=$?
    printf '%s{"kind":"%s","name":"%s","status":%s,"output":"%s","errors":"%s"}' "$separator" "$kind" "$name" "$status" \
        "$(head -c 1000000 "$work/out" | base64 -w0)" "$(head -c 20000 "$work/err" | base64 -w0)" >> "$work/report"
    separator=,
}
# script NAME SECONDS TEXT: the same for a line of shell.
script() {
    record "$1" "$2" sh -c "$3"
}

# What starts after multi-user.target (first-boot services, timers) must be done, or it is not yet known to have failed.
record system-state 180 systemctl is-system-running --wait
record jobs 10 systemctl list-jobs --no-legend --plain
record failed-units 10 systemctl list-units --failed --no-legend --plain
script failed-logs 20 'for u in $(systemctl list-units --failed --no-legend --plain | cut -d" " -f1); do echo "== $u"; journalctl -b --no-pager -n 20 -u "$u"; done'
record journal-errors 30 journalctl -b -p err --no-pager -o cat -n 60
record kernel-errors 10 dmesg --level=emerg,alert,crit,err --notime

record kernel 10 uname -r
record cmdline 10 cat /proc/cmdline
script firmware 10 '[ -d /sys/firmware/efi ] && echo uefi || echo bios'
script secure-boot 10 'od -An -tu1 -j4 -N1 /sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c | tr -d " "'
record mokutil 10 mokutil --sb-state
record lockdown 10 cat /sys/kernel/security/lockdown
record efibootmgr 20 efibootmgr
record hostname 10 uname -n
record etc-hostname 10 cat /etc/hostname
record machine-id 10 cat /etc/machine-id
record os-release 10 cat /etc/os-release
record timezone 10 readlink /etc/localtime
script locale 10 'cat /etc/locale.conf /etc/default/locale 2>/dev/null | sort -u'
script keyboard 10 'cat /etc/default/keyboard /etc/vconsole.conf 2>/dev/null'
script keycode-21 10 'dumpkeys --console=/dev/tty0 | grep -E "^keycode +21 "'

# In the order in which it happened; the second unit is the end of the initramfs.
record keymap-log 10 journalctl -b --no-pager -o cat -n 20 -u particleos-keymap.service -u initrd-switch-root.service

script users 10 'while IFS=: read -r n p u g rest; do [ "$u" -ge 1000 ] && [ "$u" -lt 60000 ] && echo "$n:$p:$u:$g:$rest"; done < /etc/passwd; true'
record groups 10 getent group
script user-groups 20 'while IFS=: read -r n p u rest; do [ "$u" -ge 1000 ] && [ "$u" -lt 60000 ] && echo "$n: $(id -nG "$n")"; done < /etc/passwd; true'
script sudo 20 'while IFS=: read -r n p u rest; do [ "$u" -ge 1000 ] && [ "$u" -lt 60000 ] && echo "== $n" && sudo -l -U "$n"; done < /etc/passwd; true'
script homes 20 'while IFS=: read -r n p u g c h rest; do [ "$u" -ge 1000 ] && [ "$u" -lt 60000 ] && stat -c "%n %U %G %a" "$h/" "$h/.ssh" "$h/.ssh/authorized_keys"; done < /etc/passwd'
script authorized-keys 10 'while IFS=: read -r n p u g c h rest; do [ "$u" -ge 1000 ] && [ "$u" -lt 60000 ] && sed "s/^/$n: /" "$h/.ssh/authorized_keys"; done < /etc/passwd'
script ssh-host-keys 20 'for k in /etc/ssh/ssh_host_*_key.pub; do ssh-keygen -lf "$k"; done'

record mounts 10 findmnt --json --list --output TARGET,SOURCE,FSROOT,FSTYPE,OPTIONS,UUID,LABEL,PARTUUID --real
for target in / /boot /boot/efi /sysroot /var; do
    record "mount:$target" 10 findmnt --json --output TARGET,SOURCE,FSROOT,FSTYPE,OPTIONS,UUID,LABEL,PARTUUID --mountpoint "$target"
done
record block-devices 10 lsblk --json --bytes --output NAME,PATH,TYPE,SIZE,FSTYPE,LABEL,UUID,PARTLABEL,PARTTYPE,SERIAL,MOUNTPOINTS
record disk-usage 20 df --output=target,fstype,size,used,avail -B1
record fstab 10 cat /etc/fstab
record swaps 10 cat /proc/swaps
record ostree-status 30 ostree admin status
script ostree-origins 10 'tail -n +1 /ostree/deploy/*/deploy/*.origin'
record ostree-config-diff 60 ostree admin config-diff
record boot-directory 10 ls -la /boot
script loader 10 'readlink /boot/loader; ls -lR /boot/loader/'
script bls-entries 10 'tail -n +1 /boot/loader/entries/*.conf'
script grub-menu 10 'grep -E "^[[:space:]]*(menuentry|linux|initrd)" /boot/grub/grub.cfg'
record network 10 ip -json address
script network-profiles 10 'ls -l /etc/NetworkManager/system-connections/'
# Objects of the repository are the same files again.
script unowned 300 'find / -xdev -path /sysroot -prune -o \( -nouser -o -nogroup \) -print | head -n 200'
record boot-time 20 systemd-analyze time
script boot-blame 20 'systemd-analyze blame --no-pager | head -n 25'

kind=command
[ ! -e "$CREDENTIALS_DIRECTORY/particleos.commands" ] || . "$CREDENTIALS_DIRECTORY/particleos.commands"

echo ']' >> "$work/report"
{ cat "$work/report"; cat "$CREDENTIALS_DIRECTORY/particleos.token"; } > "$port"
rm -rf "$work"
case $(cat "$CREDENTIALS_DIRECTORY/particleos.after") in
    poweroff) systemctl --no-block poweroff ;;
    reboot) systemctl --no-block reboot ;;
esac
