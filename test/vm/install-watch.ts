// SPDX-License-Identifier: Apache-2.0
import type { Machine } from './machine.ts';
import { MEMORY_UNIT } from './memory-watch.ts';

/** The service of the live system that the menu entry "Unattended install" starts. */
const INSTALL_UNIT = 'particleos-unattended.service';
const WATCH_UNIT = 'particleos-install-watch.service';
/** What explains a failure comes after the failure. */
const LAST_WORDS_MS = 3000;
/** First line of the watch: the live system is up and was started to install. */
export const WATCH_BEGINS = 'particleos-watch: begins';

/**
 * Copies the journal of the installing service to the report port, whichever console the live system writes to. The
 * installer itself is not changed. Before= makes systemd stop it after the installer, so that the last words arrive.
 */
const watchUnit = `[Unit]
Description=Copy the words of the installer to the test of this machine
Before=${INSTALL_UNIT}

[Service]
StandardOutput=file:/dev/virtio-ports/org.particleos.report
ExecStart=/bin/sh -c 'echo "${WATCH_BEGINS}"; exec journalctl --boot --follow --lines=all --output=cat --unit=${INSTALL_UNIT} --unit=${MEMORY_UNIT}'
ExecStop=/bin/sleep 1
`;

/** Credentials that put the watch into a live system; nothing of it runs without the installing service. */
export const watchCredentials: Readonly<Record<string, string>> = {
  [`systemd.extra-unit.${WATCH_UNIT}`]: watchUnit,
  [`systemd.unit-dropin.${INSTALL_UNIT}`]: `[Unit]\nWants=${WATCH_UNIT}\n`,
};

/** What a line of the installing service says about the end: null while it goes on. */
export function verdictOf(line: string): 'succeeded' | 'failed' | null {
  if (/^particleos: (?:succeeded after|installed;)/.test(line)) return 'succeeded';
  if (/^particleos: (?:failed|cancelled|refused)\b/.test(line)) return 'failed';
  // systemd's own words, for an installer that refused, crashed or was killed.
  return new RegExp(`^${INSTALL_UNIT}: Failed with result|^Failed to start ${INSTALL_UNIT}`).test(line)
    ? 'failed'
    : null;
}

/** The installer's own lines, in order, without what systemd and its children say in between. */
export function progressLines(lines: readonly string[]): string[] {
  return lines.filter((line) => line.startsWith('particleos:'));
}

/** The same lines on a serial console, where the journal's sender stands before them. */
export function serialProgressLines(text: string): string[] {
  return Array.from(
    text.matchAll(/^(?:.*\bparticleos-installer\[\d+\]: )?(particleos: .*)$/gm),
    ([, line]) => line ?? '',
  );
}

/**
 * Resolves when the installer has said how it ended; after a failure only when its last words, which explain it, had
 * time to arrive.
 */
export async function watchVerdict(
  machine: Machine,
  onLine: (line: string) => void,
): Promise<'succeeded' | 'failed'> {
  const { promise, resolve } = Promise.withResolvers<'succeeded' | 'failed'>();
  machine.report.onLine((line) => {
    onLine(line);
    const verdict = verdictOf(line);
    if (verdict === 'succeeded') resolve(verdict);
    if (verdict === 'failed') setTimeout(resolve, LAST_WORDS_MS, verdict);
  });
  return promise;
}
