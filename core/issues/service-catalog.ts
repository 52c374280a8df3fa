// SPDX-License-Identifier: Apache-2.0
/** English words for what the root service and the gateway refuse; see catalog.ts for the form. */
export const serviceCatalog = {
  'network-unmanaged': [
    'The network of this system is not managed by NetworkManager.',
    'Set it up by hand, or start the live ISO.',
  ],
  'network-failed': [
    'The network card {device} could not be set up: {message}.',
    'Check the values and the cable.',
  ],
  'wifi-password': [
    'The network "{ssid}" did not accept the password.',
    'Type it again; small and capital letters differ.',
  ],
  'wifi-absent': ['The network "{ssid}" is not in reach.', 'Go nearer, or choose another one.'],
  'clock-wrong': [
    'The clock of this machine is {seconds} seconds away from that of {registry}.',
    'Set the date in the firmware: certificates are refused when the clock is wrong.',
  ],
  'stick-absent': ['The stick is not there any more.', 'Plug it in, and choose it again.'],
  'stick-failed': ['The stick {stick} cannot be used: {message}.', 'Try another one.'],
  'run-lost': [
    'The installer was ended from outside while it installed.',
    'Restart the live system, then install again: what was mounted may still be.',
  ],
  'not-admitted': [
    'This face has not shown the one-time code.',
    'Open the first page and type the code on the console.',
  ],
} as const satisfies Record<string, readonly [sentence: string, advice: string]>;
