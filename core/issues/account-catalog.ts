// SPDX-License-Identifier: Apache-2.0
/** English words for what goes wrong with how people and the machine log in; see catalog.ts for the form. */
export const accountCatalog = {
  'autologin-several': [
    '"{name}" is the second user to be logged in automatically; there can be one.',
    'Leave autologin out for all but one.',
  ],
  'autologin-unsupported': [
    '{name} cannot be logged in automatically: {why}.',
    'Leave autologin out, or choose an image with SDDM, GDM, LightDM or a text console.',
  ],
  'wifi-server-unchecked': [
    'The installed system gives the password for "{ssid}" to any network of this name: no certificate is checked.',
    'Add the certificate of its operator on the installed system, with nmcli or in its settings.',
  ],
} as const satisfies Record<string, readonly [sentence: string, advice: string]>;
