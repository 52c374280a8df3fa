// SPDX-License-Identifier: Apache-2.0

/** The bytes that `od -An -v -tx1` printed; null when it is not that. */
export function odBytes(text: string): Uint8Array<ArrayBuffer> | null {
  const hex = text.replaceAll(/\s+/g, '');
  if (hex.length % 2 !== 0 || !/^[0-9a-f]*$/.test(hex)) return null;
  return new Uint8Array(Buffer.from(hex, 'hex'));
}
