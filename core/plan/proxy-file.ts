// SPDX-License-Identifier: Apache-2.0

/** The proxy that updates go through, below /etc; an EnvironmentFile of systemd.exec(5), and what particleos-system reads. */
export const PROXY_FILE = 'particleos/proxy.conf';

/** Its content. Quotes and the like, which systemd and Node would read each in their own way, go as a URL spells them. */
export function proxyFile(proxy: string): string {
  const plain = proxy.replace(/["'\\`$#]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
  return `HTTPS_PROXY=${plain}\nHTTP_PROXY=${plain}\n`;
}

/** The unit by which bootc updates on its own, below /etc, and what it is told. */
export const bootcDropIn = {
  path: 'systemd/system/bootc-fetch-apply-updates.service.d/50-particleos-proxy.conf',
  content: `[Service]\nEnvironmentFile=-/etc/${PROXY_FILE}\n`,
};
