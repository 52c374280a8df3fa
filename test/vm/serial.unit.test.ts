// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { FatalName } from './fatal-patterns.ts';
import { ReportPort } from './report-port.ts';
import { SerialConsole } from './serial.ts';
import { makeSocketPair, type SocketPair } from './socket-pair.ts';
import { Watchdog } from './watchdog.ts';

function consoleOn(
  pair: SocketPair,
  ignoreFatal: FatalName[] = [],
): { serial: SerialConsole; watchdog: Watchdog } {
  const watchdog = new Watchdog((problem) => Promise.resolve(new Error(problem)));
  const logPath = join(pair.directory, 'serial.log');
  return { watchdog, serial: new SerialConsole(pair.near, watchdog, { logPath, ignoreFatal }) };
}

test('expect consumes, and sees what came before it was called', async () => {
  await using pair = await makeSocketPair();
  const { serial } = consoleOn(pair);
  pair.far.write('one two one ');
  expect((await serial.expect(/(o)ne/, 1000))[1]).toBe('o');
  expect((await serial.expect(/one/, 1000)).index).toBe(5);
  await expect(serial.expect(/one/, 50)).rejects.toThrow('waited 0 s for /one/ on the console');
});

test('lines are whole and without escape sequences, whatever the chunks', async () => {
  await using pair = await makeSocketPair();
  const { serial } = consoleOn(pair);
  const lines: string[] = [];
  serial.onLine((line) => lines.push(line));
  const text =
    '\u001B[0;1;39mWel\u001B]0;title\u0007come \u001B[32mä\u001B[m\r\nnext\u001B[5;3Hplaced\n\u001B[6nend\n';
  for (const byte of Buffer.from(text)) {
    pair.far.write(Buffer.of(byte));
    await new Promise(setImmediate);
  }
  await serial.expect(/end/, 1000);
  expect(lines.slice(0, 3)).toEqual(['Welcome ä', 'next', 'placed']);
  pair.far.end();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await readFile(join(pair.directory, 'serial.log'), 'utf8')).toBe(text);
});

describe('the end of a run', () => {
  test.each([
    ['[    1.2] Kernel panic - not syncing: VFS: Unable to mount root fs\n', 'kernel-panic'],
    ['You are in emergency mode. After logging in, type "journalctl -xb"\n', 'emergency-shell'],
    ['Entering emergency mode. Exit the shell to continue.\n', 'emergency-shell'],
    ['\r\ndracut:/# ', 'emergency-shell'],
    ['\r\n(initramfs) ', 'initramfs-shell'],
    ['   Minimal BASH-like line editing is supported.\r\n\r\n\u001B[4;1Hgrub> ', 'grub-prompt'],
    ['error: no such device: 1234.\r\nEntering rescue mode...\r\ngrub rescue> ', 'grub-prompt'],
    ['Boot failed: not a bootable disk\n\nNo bootable device.\n', 'no-boot-device'],
  ])('%j', async (text, name) => {
    await using pair = await makeSocketPair();
    const { serial, watchdog } = consoleOn(pair);
    const waiting = serial.expect(/login:/, 10_000);
    // In two pieces, as a prompt may arrive.
    pair.far.write(text.slice(0, -3));
    setTimeout(() => pair.far.write(text.slice(-3)), 20);
    await expect(waiting).rejects.toThrow(`${name}: `);
    await expect(watchdog.waitForEnd(10_000)).rejects.toThrow(name);
  });

  test.each([
    'a log line about grub> prompts',
    'Started emergency.service',
    'the text (initramfs) in a line',
  ])('not by: %s', async (text) => {
    await using pair = await makeSocketPair();
    const { serial } = consoleOn(pair);
    pair.far.write(`${text}\nlogin: `);
    await serial.expect(/login: $/, 1000);
    await expect(serial.expect(/more/, 50)).rejects.toThrow('waited');
  });

  test('can be what a test wants to see', async () => {
    await using pair = await makeSocketPair();
    const { serial } = consoleOn(pair, ['grub-prompt']);
    pair.far.write('grub> ');
    expect((await serial.expect(/grub> /, 1000)).index).toBe(0);
  });

  test('a machine that ended is an error for who waits, and an answer for who waits for that', async () => {
    await using pair = await makeSocketPair();
    const { serial, watchdog } = consoleOn(pair);
    const waiting = serial.expect(/login:/, 10_000);
    watchdog.end('poweroff');
    await expect(waiting).rejects.toThrow('the machine ended (poweroff) before /login:/');
    expect(await watchdog.waitForEnd(1000)).toBe('poweroff');
  });
});

test('a report counts only with its token', async () => {
  await using pair = await makeSocketPair();
  const { watchdog } = consoleOn(pair);
  const port = new ReportPort(pair.near, watchdog);
  pair.far.write('{"half":\nother-token\n');
  await expect(port.waitForToken('mine', 100)).rejects.toThrow('waited 0 s for the report');
  pair.far.write('[1]\nmi');
  setTimeout(() => pair.far.write('ne\nrest\n'), 20);
  expect((await port.waitForToken('mine', 1000)).at(-1)).toBe('[1]');
});
