// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { findFatal } from './fatal-patterns.ts';
import { keyChords } from './key-chords.ts';
import { TerminalText } from './terminal-text.ts';

describe('terminal text', () => {
  const menu = '\u001B[2J\u001B[1;1HGRUB\u001B[5;3H*Install\u001B[6;3H\u001B[7mShell\u001B[0m\r\r\nlast\r\n';
  const plain = '\nGRUB\n*Install\nShell\nlast\n';

  test('a menu becomes lines', () => {
    expect(new TerminalText().push(Buffer.from(menu))).toBe(plain);
  });
  test('any split of the bytes gives the same lines', () => {
    const bytes = Buffer.from(menu);
    for (let cut = 0; cut <= bytes.length; cut++) {
      const terminal = new TerminalText();
      const text = terminal.push(bytes.subarray(0, cut)) + terminal.push(bytes.subarray(cut));
      expect(text).toBe(plain);
    }
  });
  test('a letter of two bytes may be cut', () => {
    const terminal = new TerminalText();
    const bytes = Buffer.from('ü');
    expect(terminal.push(bytes.subarray(0, 1)) + terminal.push(bytes.subarray(1))).toBe('ü');
  });
});

describe('fatal console text', () => {
  test.each([
    ['[    1.2] Kernel panic - not syncing: VFS: Unable to mount root fs', 'kernel-panic'],
    ['You are in emergency mode. After logging in, type', 'emergency-shell'],
    ['Entering emergency mode. Exit the shell to continue.', 'emergency-shell'],
    ['text\ndracut:/# ', 'emergency-shell'],
    ['text\n(initramfs) ', 'initramfs-shell'],
    ['text\ngrub> ', 'grub-prompt'],
    ['grub rescue> ', 'grub-prompt'],
    ['BdsDxe: No bootable option or device was found.', 'no-boot-device'],
    ['error: bad shim signature.', 'secure-boot-refusal'],
  ])('%j', (text, name) => {
    expect(findFatal(text)).toMatch(new RegExp(`^${name}: `));
    expect(findFatal(text, [name as 'grub-prompt'])).toBeNull();
  });
  test.each([
    'Started emergency.service',
    'GRUB loading.\nWelcome to GRUB!',
    'echo grub>file',
    'panic=30 on the command line',
  ])('%j is harmless', (text) => {
    expect(findFatal(text)).toBeNull();
  });
  test('the line of the words is told', () => {
    expect(findFatal('a\nx Kernel panic - not syncing: why\nb')).toBe(
      'kernel-panic: x Kernel panic - not syncing: why',
    );
  });
});

test('text becomes key presses of the US layout', () => {
  expect(keyChords('aB1!-_\n')).toEqual([
    ['a'],
    ['shift', 'b'],
    ['1'],
    ['shift', '1'],
    ['minus'],
    ['shift', 'minus'],
    ['ret'],
  ]);
  expect(() => keyChords('ü')).toThrow('no key for "ü"');
});
