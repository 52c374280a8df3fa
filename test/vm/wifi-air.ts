// SPDX-License-Identifier: Apache-2.0
import type { KioskSession } from './kiosk-session.ts';

export interface Air {
  readonly ssid: string;
  readonly password: string;
}

/** Radio of the access point; the other one, wlan0, is the machine's card. */
const POINT = 'wlan1';

const accessPoint = ({ ssid, password }: Air): string => `network={
  ssid="${ssid}"
  psk="${password}"
  mode=2
  frequency=2412
  key_mgmt=WPA-PSK
  proto=RSN
  pairwise=CCMP
}
`;

/** networkd hands out addresses there and looks after nothing else (systemd.network(5)). */
const addresses = `[Match]
Name=${POINT}
[Network]
Address=192.0.2.1/24
DHCPServer=yes
LinkLocalAddressing=no
`;

/**
 * Lets a wireless network into the air of the live system: two radios of the kernel's mac80211_hwsim, one of them an access
 * point with WPA2 that hands out addresses. False: this kernel has no such radios.
 */
export async function openAir(kiosk: KioskSession, air: Air): Promise<boolean> {
  const found = await kiosk.sh('modinfo -n mac80211_hwsim 2>/dev/null || true');
  if (found === '') return false;
  const put = (path: string, content: string): Promise<string> =>
    kiosk.sh(
      `mkdir -p $(dirname ${path}) && echo ${Buffer.from(content).toString('base64')} | base64 -d > ${path}`,
    );
  await put('/run/air.conf', accessPoint(air));
  await put('/run/systemd/network/10-air.network', addresses);
  // NetworkManager would take both cards (NetworkManager.conf(5), unmanaged-devices).
  await put('/run/NetworkManager/conf.d/air.conf', `[keyfile]\nunmanaged-devices=interface-name:${POINT}\n`);
  await kiosk.sh('nmcli general reload && modprobe mac80211_hwsim radios=2');
  await kiosk.sh(`for n in $(seq 60); do [ -e /sys/class/net/${POINT} ] && break; sleep 1; done`);
  await kiosk.sh(
    `wpa_supplicant -B -i ${POINT} -D nl80211 -c /run/air.conf && systemctl start systemd-networkd`,
    120_000,
  );
  return true;
}
