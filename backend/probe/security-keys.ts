// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import type { Facts } from '../../core/facts/facts.ts';
import type { Runner } from '../runner/command.ts';
import { listIfThere } from './read-if-there.ts';

type SecurityKey = NonNullable<Facts['securityKeys']>[number];

/** Each key answers in some milliseconds; one that hangs is no reason to wait for long. */
const TIMEOUT_MS = 15_000;

/** An option that a key tells of itself (CTAP 2.1, authenticatorGetInfo), as systemd's debug lines have it. */
function saysYes(lines: string, option: string): boolean {
  return new RegExp(`FIDO2 device implements option ${option}: yes\\s*$`, 'm').test(lines);
}

/**
 * Reads what `systemd-cryptenroll --fido2-device=list` prints: a table whose first column is the node, and as debug lines
 * what each key can do. Since systemd 258 the table lists keys that cannot open a disk, too; that is in the lines of each
 * version (src/shared/libfido2-util.c, verify_features). Pure.
 */
export function securityKeysOf(table: string, lines: string): SecurityKey[] {
  const paths = table.split('\n').flatMap((line) => /^\s*(\/dev\/[\w/-]+)(?=\s)/.exec(line)?.[1] ?? []);
  const unfit = new Set(
    [...lines.matchAll(/Specified device (\/dev\/\S+) is /g)].flatMap(([, path]) => path ?? []),
  );
  // A PIN that is set is asked for before a credential is made, unless the key says that it need not be.
  const asksPin =
    saysYes(lines, 'alwaysUv') || (saysYes(lines, 'clientPin') && !saysYes(lines, 'makeCredUvNotRqd'));
  return paths.filter((path) => !unfit.has(path)).map((path) => ({ path, asksPin }));
}

/**
 * The FIDO2 keys that are plugged in and can open a disk; nothing is asked of them that needs a touch. Which of several
 * asks for a PIN is not told apart. Rejects when systemd-cryptenroll is not there or cannot read them.
 */
export async function readSecurityKeys(
  runner: Runner,
  root: string,
  signal?: AbortSignal,
): Promise<SecurityKey[]> {
  // Keys are HID devices: without one there is nothing to ask.
  const devices = (await listIfThere(join(root, 'sys/class/hidraw'))) ?? [];
  if (devices.length === 0) return [];
  const { stdout, stderr } = await runner.run(
    {
      argv: ['systemd-cryptenroll', '--fido2-device=list'],
      env: { SYSTEMD_LOG_LEVEL: 'debug', SYSTEMD_LOG_TARGET: 'console', SYSTEMD_COLORS: '0' },
      timeoutMs: TIMEOUT_MS,
    },
    signal,
  );
  return securityKeysOf(stdout, stderr);
}
