// SPDX-License-Identifier: Apache-2.0

/**
 * Headers that whoever serves the wizard's files must send with each of them: its own scripts, styles and pictures,
 * nothing from elsewhere, nothing written into the page (CSP level 3), no frame around it.
 */
export const faceHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
};
