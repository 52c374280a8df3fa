// SPDX-License-Identifier: Apache-2.0
import { fileURLToPath } from 'node:url';
import type { Network } from './machine-options.ts';

/** What the guest calls this machine by; 10.0.2.2 would be every port of it. */
export const HOST_ADDRESS = '10.0.2.100';

/** QEMU's user network; each connection of the guest to a forwarded port starts forward-stdio.ts. */
export function networkArguments(network: Network | undefined): string[] {
  if (network === undefined) return ['-nic', 'none'];
  const script = fileURLToPath(new URL('forward-stdio.ts', import.meta.url));
  const toHost = (network.toHost ?? []).map(
    // "tcp:" as a target would be one connection for the whole life of QEMU, made before the guest asks.
    ({ guestPort, hostPort }) =>
      `,guestfwd=tcp:${HOST_ADDRESS}:${String(guestPort)}-cmd:${process.execPath} ${script} ${String(hostPort)}`,
  );
  const toGuest = (network.toGuest ?? []).map(
    ({ guestPort, hostPort }) => `,hostfwd=tcp:127.0.0.1:${String(hostPort)}-:${String(guestPort)}`,
  );
  const restrict = network.internet === true ? '' : ',restrict=on';
  return [
    '-netdev',
    `user,id=net0${restrict}${toHost.join('')}${toGuest.join('')}`,
    '-device',
    // No option ROM: a machine whose disk does not boot must say so, not try the network for minutes.
    'virtio-net-pci,netdev=net0,romfile=',
  ];
}
