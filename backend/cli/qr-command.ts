// SPDX-License-Identifier: Apache-2.0
import { encode } from 'uqr';
import { exitCode, type ExitCode } from './exit-code.ts';
import { printJson, type Output } from './output.ts';
import { readAll } from './prepare.ts';

/** Rows of a QR code for a text, "1" for a dark square. No margin; the standard wants one of four squares around it. */
export function qrRows(text: string): string[] {
  return encode(text, { ecc: 'M', border: 0 }).data.map((row) =>
    row.map((isDark) => (isDark ? '1' : '0')).join(''),
  );
}

/** `qr`: for faces that can draw squares and cannot compute them. The text comes by standard input: it may be a secret. */
export async function qrCommand(output: Output): Promise<ExitCode> {
  const rows = qrRows((await readAll('-')).trim());
  if (output.json) printJson(output, { rows });
  else output.out(`${rows.join('\n')}\n`);
  return exitCode.ok;
}
