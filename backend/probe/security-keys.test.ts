// SPDX-License-Identifier: Apache-2.0
import { assert, constantFrom, array, property, string } from 'fast-check';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { RealRunner } from '../runner/real-runner.ts';
import { RecordingRunner } from '../runner/recording-runner.ts';
import { probeFacts } from './probe-facts.ts';
import { readSecurityKeys, securityKeysOf } from './security-keys.ts';

/** As systemd 257 and 258 print them; made after src/shared/libfido2-util.c, no key is plugged in where this is written. */
const table257 = `PATH         MANUFACTURER PRODUCT
/dev/hidraw1 Yubico       YubiKey OTP+FIDO+CCID
`;
const table258 = `PATH         MANUFACTURER PRODUCT               COMPATIBLE RK CLIENTPIN UP UV
/dev/hidraw1 Yubico       YubiKey OTP+FIDO+CCID ✓          ✓  ✗         ✓  ✗
/dev/hidraw4 Plug-up      Security Key by Plug… ✗          ✗  ✗         ✗  ✗

Legend: RK        → Resident key
        CLIENTPIN → PIN request
`;
const says = (options: Readonly<Record<string, boolean>>): string =>
  Object.entries(options)
    .map(([name, value]) => `FIDO2 device implements option ${name}: ${value ? 'yes' : 'no'}\n`)
    .join('');
const unfit = 'Specified device /dev/hidraw4 is not a FIDO2 device.\n';

describe('what is read of security keys', () => {
  test.each([
    ['one without a PIN', table257, says({ rk: true, up: true, clientPin: false }), [false]],
    ['one whose PIN is set', table257, says({ clientPin: true }), [true]],
    [
      'one whose PIN is set and need not be typed',
      table257,
      says({ clientPin: true, makeCredUvNotRqd: true }),
      [false],
    ],
    [
      'one that always verifies its user',
      table257,
      says({ clientPin: true, makeCredUvNotRqd: true, alwaysUv: true }),
      [true],
    ],
    ['one beside a key that cannot open a disk', table258, unfit + says({ clientPin: false }), [false]],
    ['none', '', 'No FIDO2 devices found.\n', []],
  ])('%s', (_, table, lines, asksPin) => {
    expect(securityKeysOf(table, lines)).toEqual(
      asksPin.map((asks) => ({ path: '/dev/hidraw1', asksPin: asks })),
    );
  });

  test('any text is read without a crash, and what is named is a device', () => {
    const piece = constantFrom(...table258.split(/(?<= )/), unfit, says({ clientPin: true }), '\n', '\u0000');
    assert(
      property(
        array(piece).map((all) => all.join('')),
        string(),
        (table, lines) => {
          for (const { path } of securityKeysOf(table, lines)) expect(path).toMatch(/^\/dev\/[\w/-]+$/);
        },
      ),
      { numRuns: 5000 },
    );
  });
});

describe('on a machine', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'keys-'));
  });
  afterEach(() => rm(root, { recursive: true }));

  test('without an HID device nobody is asked', async () => {
    const runner = new RecordingRunner();
    expect(await readSecurityKeys(runner, root)).toEqual([]);
    expect(runner.lines()).toEqual([]);
  });

  test('the table is asked of systemd-cryptenroll', async () => {
    await mkdir(join(root, 'sys/class/hidraw/hidraw1'), { recursive: true });
    const runner = new RecordingRunner(() => ({ stdout: table257, stderr: says({ clientPin: true }) }));
    expect(await readSecurityKeys(runner, root)).toEqual([{ path: '/dev/hidraw1', asksPin: true }]);
    expect(runner.lines()).toEqual(['systemd-cryptenroll --fido2-device=list']);
  });

  test('a program that is not there, or that fails, is unread and said', async () => {
    await mkdir(join(root, 'sys/class/hidraw/hidraw1'), { recursive: true });
    const missing = new RealRunner();
    const runner = {
      run: (spec: Parameters<RealRunner['run']>[0], signal?: AbortSignal) =>
        missing.run({ ...spec, argv: ['no-such-cryptenroll'] }, signal),
    };
    const facts = await probeFacts(runner, { root });
    expect(facts.securityKeys).toBeUndefined();
    expect(facts.unread.map(({ what }) => what)).toContain('security-keys');
  });

  test('the program of this machine, if it has one, prints what can be read', async ({ skip }) => {
    const run = new RealRunner().run({ argv: ['systemd-cryptenroll', '--version'], timeoutMs: 30_000 });
    skip((await run.catch(() => null)) === null, 'systemd-cryptenroll is not installed');
    await mkdir(join(root, 'sys/class/hidraw/hidraw1'), { recursive: true });
    const keys = await readSecurityKeys(new RealRunner(), root);
    for (const { path } of keys) expect(path).toMatch(/^\/dev\/hidraw\d+$/);
    expect(keys.length).toBeLessThan(65);
  });
});
