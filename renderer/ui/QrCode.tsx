// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react';
import { encode } from 'uqr';

/** A text as a QR code; `title` says what is in it. */
export function QrCode({ text, title }: { readonly text: string; readonly title: string }): ReactNode {
  const { data, size } = encode(text, { ecc: 'M', border: 3 });
  const dark = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return (
    <svg className="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={title}>
      <rect width={size} height={size} fill="#fff" />
      <path d={dark.join('')} fill="#000" />
    </svg>
  );
}
