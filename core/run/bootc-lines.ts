// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';

/** What `bootc install` is at, in the order it goes. */
export const bootcPhase = z.enum(['start', 'disk', 'file-systems', 'image', 'loader', 'finish']);
export type BootcPhase = z.infer<typeof bootcPhase>;

/** One line that was understood. */
export interface BootcLine {
  readonly phase: BootcPhase;
  /** The part of the line that differs from run to run: a digest, a device, a loader's name. */
  readonly detail?: string;
}

/**
 * The lines that bootc 1.8 to 1.16.9 print outside a terminal (crates/lib/src: install.rs, install/baseline.rs,
 * bootloader.rs, deploy.rs, utils.rs; crates/ostree-ext/src/container/store.rs). Upstream promises none of them:
 * what is not known here is simply not a line. The first group, where there is one, is the detail.
 */
const known: readonly (readonly [BootcPhase, RegExp])[] = [
  ['start', /^Installing image: (.+)$/],
  ['start', /^Digest: (\S+)$/],
  ['start', /^notice: Target has SELinux enabled, overriding to disable$/],
  ['disk', /^Wiping contents of root$/],
  ['disk', /^Wiping (?:device )?(\/\S+)$/],
  ['disk', /^Block setup: (\S+)$/],
  ['disk', /^(?:Size|Serial|Model|Partitions): /],
  ['disk', /^(?:Initializing|Opening) (?:root )?LUKS\b/],
  ['disk', /^Enrolling root device with TPM$/],
  ['file-systems', /^Creating (\S+) filesystem\b/],
  ['image', /^(?:Initializing|Reusing extant) ostree layout$/],
  ['image', /^layers already present: (\d+; layers needed: \d+ .+)$/],
  ['image', /^Fetched layers: (.+)$/],
  // A spinner outside a terminal: "...", then the time, in one line.
  ['image', /^Deploying container image\.\.\./],
  ['image', /^No changes in .+ => (\S+)$/],
  ['loader', /^Bootloader: (\S+)$/],
  ['loader', /^Installing bootloader via (\S+)$/],
  ['loader', /^Wrote Secure Boot key: /],
  ['loader', /^Running zipl on (\S+)$/],
  ['finish', /^Trimming (\S+)$/],
  ['finish', /^Finalizing filesystem (\S+)$/],
  ['finish', /^Unmounting filesystems$/],
  ['finish', /^Closing root LUKS device$/],
  ['finish', /^Installation complete!$/],
];

// ECMA-48 control sequences, and OSC strings, which end in BEL or ST.
// oxlint-disable-next-line no-control-regex
const CONTROL = /\u001B\[[0-?]*[ -/]*[@-~]|\u001B\][^\u0007\u001B]*(?:\u0007|\u001B\\)|\u001B[@-Z\\-_]/g;

/** The texts in one line as it came: a progress bar draws itself anew after "\r", with colours. */
export function textsOf(line: string): string[] {
  return line
    .replaceAll(CONTROL, '')
    .split('\r')
    .map((text) => text.trim())
    .filter((text) => text !== '');
}

/** What a text of bootc says of where it is; null: nothing. */
export function parseBootcText(text: string): BootcLine | null {
  for (const [phase, pattern] of known) {
    const match = pattern.exec(text);
    if (match !== null) return match[1] === undefined ? { phase } : { phase, detail: match[1] };
  }
  return null;
}

/** The same for a line as it came; of several redraws the last one that says something counts. */
export function parseBootcLine(line: string): BootcLine | null {
  return (
    textsOf(line)
      .map(parseBootcText)
      .findLast((parsed) => parsed !== null) ?? null
  );
}
