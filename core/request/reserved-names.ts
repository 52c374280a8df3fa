// SPDX-License-Identifier: Apache-2.0

/**
 * Users and groups a Debian system has or makes: base-passwd's passwd.master and group.master, sysusers.d of
 * systemd, and what the usual packages of a desktop or server create. A person's account (and the group of the
 * same name useradd(8) makes) would collide with them.
 */
const reserved = `root daemon bin sys sync games man lp mail news uucp proxy www-data backup list irc gnats nobody
  nogroup adm tty disk kmem dialout fax voice cdrom floppy tape sudo wheel audio dip operator src shadow utmp video
  sasl plugdev staff users input sgx clock kvm render crontab netdev bluetooth scanner lpadmin ssl-cert docker
  messagebus sshd polkitd avahi avahi-autoipd colord geoclue gdm sddm lightdm gnome-initial-setup pulse
  pulse-access pipewire rtkit saned speech-dispatcher usbmux tss uuidd uuid-runtime dnsmasq cups-pk-helper fwupd-refresh
  flatpak libvirt libvirt-qemu libvirt-dbus nm-openvpn nm-openconnect openvpn ntp ntpsec chrony postfix postdrop
  exim statd rpc rpcuser redis mysql postgres named bind unbound nginx ossec tcpdump wireshark i2c gpio spi
  lxd containers halt shutdown admin`;

/** Groups that image builders can be expected to have: base-passwd's, systemd's and a desktop's. */
const usual = `adm audio backup bluetooth cdrom clock crontab dialout dip disk fax floppy games input kmem kvm list lp
  lpadmin mail man netdev news nogroup operator plugdev proxy render root sasl scanner sgx shadow src staff sudo
  systemd-journal tape tty users utmp uucp video voice www-data`;

function words(text: string): Set<string> {
  return new Set(text.split(/\s+/));
}

/** Whether a name belongs to the system, so that no person can have it. */
export function isReservedUser(name: string): boolean {
  return name.startsWith('systemd-') || words(reserved).has(name);
}

/** Whether a group is among those an image usually has. */
export function isUsualGroup(name: string): boolean {
  return words(usual).has(name);
}
