// SPDX-License-Identifier: Apache-2.0
import { openSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CommandError, type CommandSpec, type Runner } from '../runner/command.ts';
import { RealRunner } from '../runner/real-runner.ts';
import { RecordingRunner } from '../runner/recording-runner.ts';
import { hashPassword } from './hash-password.ts';
import { SecretStore } from './secret-store.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'secret-'));
});
afterEach(() => rm(directory, { recursive: true }));

describe('SecretStore', () => {
  test('reads files and descriptors, cuts one line end, forgets on dispose', async () => {
    const file = join(directory, 'password');
    await writeFile(file, 'two\nlines\r\n');
    const store = await SecretStore.fromArguments([`a=${file}`, `b=fd:${openSync(file, 'r')}`]);
    store.set('c', 'made');
    expect(store.values()).toEqual(['two\nlines', 'two\nlines', 'made']);
    store[Symbol.dispose]();
    expect(store.get('a')).toBeUndefined();
  });

  test.each(['nofile=/nowhere', 'bad', '=x', 'fd=fd:9999'])('%s is refused by name', async (text) => {
    await expect(SecretStore.fromArguments([text])).rejects.toMatchObject({
      issue: { code: 'secret-missing' },
    });
  });

  test('an empty file is no secret', async () => {
    await writeFile(join(directory, 'empty'), '\n');
    const reading = SecretStore.fromArguments([`a=${join(directory, 'empty')}`]);
    await expect(reading).rejects.toMatchObject({ issue: { params: { name: 'a' } } });
  });
});

/** A system without mkpasswd (package whois). */
class WithoutMkpasswd implements Runner {
  readonly seen: CommandSpec[] = [];

  run(spec: CommandSpec): ReturnType<Runner['run']> {
    this.seen.push(spec);
    if (spec.argv[0] !== 'mkpasswd') return new RealRunner().run(spec);
    return Promise.reject(
      new CommandError('not-found', {
        argv: spec.argv,
        exitCode: 127,
        stdout: '',
        stderr: '',
        durationMs: 0,
      }),
    );
  }
}

describe('hashPassword', () => {
  test('the password is on standard input only', async () => {
    const runner = new RecordingRunner(() => ({ stdout: '$y$j9T$abc$def\n' }));
    expect(await hashPassword(runner, 'hunter22')).toBe('$y$j9T$abc$def');
    const { stdin, ...rest } = runner.commands[0] ?? { stdin: '' };
    expect(stdin).toBe('hunter22\n');
    expect(JSON.stringify(rest)).not.toContain('hunter22');
  });

  test('openssl takes over where mkpasswd is missing', async () => {
    const runner = new WithoutMkpasswd();
    expect(await hashPassword(runner, 'pässword "$x')).toMatch(/^\$6\$/);
    expect(runner.seen.map((spec) => spec.argv[0])).toEqual(['mkpasswd', 'openssl']);
  });

  test.each(['', 'a\nb', 'x'.repeat(256)])('a password that would be cut is refused', async (password) => {
    const hashing = hashPassword(new RecordingRunner(), password);
    await expect(hashing).rejects.toMatchObject({ issue: { code: 'bad-value' } });
  });

  test('what is no hash is not taken for one', async () => {
    await expect(hashPassword(new RecordingRunner(() => ({ stdout: 'Password:\n' })), 'x')).rejects.toThrow(
      'no --method',
    );
  });
});
