// SPDX-License-Identifier: Apache-2.0
import { utf8Bytes } from '../request/utf8-bytes.ts';

const escapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** A text as the value of a GKeyFile, which NetworkManager's keyfiles are: blanks at its ends would be dropped. */
export function keyfileValue(text: string): string {
  return text
    .replace(/[\\\n\r\t]/g, (char) => escapes[char] ?? char)
    .replace(/^ +| +$/g, (blanks) => '\\s'.repeat(blanks.length));
}

/**
 * An SSID in a keyfile: the text itself, or its bytes as numbers where a semicolon or anything beyond ASCII is in it,
 * as NetworkManager writes them (nm-settings-keyfile(5), wifi.ssid).
 */
export function keyfileSsid(ssid: string): string {
  if (/^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/.test(ssid) && !/[;\\]/.test(ssid)) return ssid;
  return utf8Bytes(ssid)
    .map((byte) => `${byte};`)
    .join('');
}
