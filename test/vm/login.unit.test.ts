// SPDX-License-Identifier: Apache-2.0
import { Duplex } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { logIn } from './login.ts';
import type { Machine } from './machine.ts';
import { SerialConsole } from './serial.ts';
import { Watchdog } from './watchdog.ts';

interface Words {
  readonly password: string;
  readonly refused: string;
  /** What the kernel says right after the first prompt. */
  readonly noise?: string;
}

/** A getty, login(1) and a shell of a few words; everything it says arrives letter by letter. */
function fakeConsole(words: Words, secret: string): Machine {
  let state: 'name' | 'password' | 'shell' = 'name';
  let input = '';
  const stream = new Duplex({
    read: () => undefined,
    write: (chunk: Buffer, _encoding, done) => {
      for (const key of chunk.toString()) take(key);
      done();
    },
  });
  const letters: string[] = [];
  const speak = (): void => {
    stream.push(letters.shift());
    if (letters.length > 0) setImmediate(speak);
  };
  const say = (text: string): void => {
    if (letters.length === 0 && text !== '') setImmediate(speak);
    letters.push(...Array.from(text));
  };
  const line = (text: string): void => {
    if (state === 'name') {
      if (text === '') return say('\r\ndemo login: ');
      state = 'password';
      say(`${text}\r\n${words.password}`);
    } else if (state === 'password') {
      // PAM throws away what was typed before it asks; the space after the colon is no reason to wait.
      if (letters.length > 1) return;
      state = text === secret ? 'shell' : 'name';
      say(text === secret ? '\r\nLinux demo: motd\r\nada@demo:~$ ' : `\r\n${words.refused}\r\ndemo login: `);
    } else if (text.startsWith('exec ')) say('\r\n$ ');
    else if (text.startsWith('printf')) {
      const [, head = '', tail = ''] = /(\w{8}) (\w{8}); \(/.exec(text) ?? [];
      say(`\r\n${head}${tail}\r\nhello\r\n\r\n${head}${tail} 4\r\n`);
    }
  };
  const take = (key: string): void => {
    if (key !== '\r') input += key;
    else {
      const text = input;
      input = '';
      line(text);
    }
  };
  say(`Debian GNU/Linux 13 demo ttyS0\r\n\r\ndemo login: ${words.noise ?? ''}`);
  const watchdog = new Watchdog((problem) => Promise.resolve(new Error(problem)));
  const serial = new SerialConsole(stream, watchdog, { logPath: '/dev/null' });
  return { serial, failure: (problem: string) => Promise.resolve(new Error(problem)) } as unknown as Machine;
}

describe.each([
  { password: 'Password: ', refused: '\r\nLogin incorrect' },
  { password: 'Passwort: ', refused: '\r\nAnmeldung fehlgeschlagen', noise: '[   24.1] kvm_amd: Nested\r\n' },
  { password: '密码：', refused: '\r\n登录不正确' },
  { password: 'Mot de passe : ', refused: '\r\nIdentifiant incorrect', noise: '[  OK  ] Started a.\r\n' },
])('a login with the prompt $password', (words) => {
  test('opens a shell that runs a command', async () => {
    const session = await logIn(fakeConsole(words, 'particle'), 'ada', 'particle', 2000);
    expect(await session.run('echo hello; exit 4')).toEqual({ status: 4, output: 'hello' });
  });
  test('is refused at once with a wrong password', async () => {
    await expect(logIn(fakeConsole(words, 'particle'), 'ada', 'wrong', 2000)).rejects.toThrow(
      'the password of ada was refused',
    );
  });
});
