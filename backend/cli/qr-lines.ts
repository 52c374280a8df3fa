// SPDX-License-Identifier: Apache-2.0
import { renderUnicodeCompact } from 'uqr';

/** Black on white whatever the terminal's colours are: many readers do not take the reverse (ECMA-48, SGR). */
const PAPER = '\u001B[30;107m';
const PLAIN = '\u001B[0m';
/** Light modules around the code; four are asked for, and a terminal of 25 lines has no room for them (ISO/IEC 18004). */
const BORDER = 2;

/** A text as a QR code for a terminal, two rows of modules in each line; null when it is wider than `columns`. Pure. */
export function qrLines(text: string, columns: number): string[] | null {
  // It draws what is light, for light letters on a dark ground; here it is the other way round.
  const lines = renderUnicodeCompact(text, { ecc: 'M', border: BORDER, invert: true }).split('\n');
  if ((lines[0]?.length ?? 0) > columns) return null;
  return lines.map((line) => `${PAPER}${line}${PLAIN}`);
}

/** Whether a terminal is told to draw more than ASCII (locale(7)): the variables in the order in which they count. */
export function drawsBlocks(env: NodeJS.ProcessEnv): boolean {
  const locale = [env['LC_ALL'], env['LC_CTYPE'], env['LANG']].find((value) => (value ?? '') !== '');
  return /utf-?8/i.test(locale ?? '');
}
