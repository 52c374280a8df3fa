// SPDX-License-Identifier: Apache-2.0

// ECMA-48: CSI ... final byte, OSC/DCS ... BEL or ST, and two-byte escapes.
/* oxlint-disable no-control-regex -- control characters are what this is about */
const ESCAPE =
  /\u001B(?:\[[0-?]*[ -/]*[@-~]|[\]P_^X][^\u0007\u001B]*(?:\u0007|\u001B\\)|[ -/]+[0-~]|[0-OQ-WYZ\\`-~])/g;
/** An escape sequence or a line end that has not wholly arrived yet. */
const UNFINISHED = /\r+$|\u001B(?:\[[0-?]*[ -/]*|[\]P_^X][^\u0007\u001B]*\u001B?|[ -/]*)?$/;
/** Longer than this it is no escape sequence but a lone ESC in the text. */
const MAX_UNFINISHED_CHARS = 4096;
/** GRUB places menu lines by cursor moves: each becomes a line start, so that lines stay apart. */
const CURSOR_MOVE = /\u001B\[[0-9;]*[Hf]/g;
const OTHER_CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/g;
/* oxlint-enable no-control-regex */

/** Turns the bytes of a terminal into plain lines; a sequence may be split over chunks. */
export class TerminalText {
  readonly #decoder = new TextDecoder();
  #held = '';

  push(chunk: Uint8Array): string {
    const raw = this.#held + this.#decoder.decode(chunk, { stream: true });
    const cut = UNFINISHED.exec(raw);
    const keep = cut !== null && raw.length - cut.index <= MAX_UNFINISHED_CHARS ? cut.index : raw.length;
    this.#held = raw.slice(keep);
    return raw
      .slice(0, keep)
      .replaceAll(CURSOR_MOVE, '\n')
      .replaceAll(ESCAPE, '')
      .replaceAll(/\r+\n/g, '\n')
      .replaceAll('\r', '\n')
      .replaceAll(OTHER_CONTROL, '');
  }
}
