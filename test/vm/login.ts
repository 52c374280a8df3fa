// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto';
import type { Machine } from './machine.ts';

/** A message of the kernel or of systemd may come right behind a prompt. */
const LOGIN_PROMPT = /login: (?:$|\[)/m;
/**
 * It speaks the language of the system: "Password: ", "Mot de passe : ", "密码：". No message of the kernel that
 * is cut at a colon, and no second "login:", which is the answer to Enter.
 */
const PASSWORD_PROMPT = /\n(?!\[|.*login:)[^\n:：]+[:：] ?(?:$|\[)/;
const PROMPT_DEADLINE_MS = 60_000;
const COMMAND_DEADLINE_MS = 60_000;

/** A shell on the serial console, after a login with a password. */
export interface ConsoleSession {
  /** Runs a line of shell; its output comes without the echo of the line. */
  run(script: string, deadlineMs?: number): Promise<{ status: number; output: string }>;
  logout(): Promise<void>;
}

/** Logs in at the getty: the proof that user and password work. The deadline is for the login prompt to appear. */
export async function logIn(
  machine: Machine,
  user: string,
  password: string,
  deadlineMs: number,
): Promise<ConsoleSession> {
  const { serial } = machine;
  // The getty may have written its prompt long ago, with kernel messages after it: Enter brings a new one.
  serial.send('\r');
  await serial.expect(LOGIN_PROMPT, deadlineMs);
  serial.send(`${user}\r`);
  await serial.expect(PASSWORD_PROMPT, PROMPT_DEADLINE_MS);
  serial.send(`${password}\r`);
  const answer = await serial.expect(new RegExp(`${LOGIN_PROMPT.source}|[$#] $`, 'm'), PROMPT_DEADLINE_MS);
  if (answer[0].startsWith('login')) {
    // login(1) asks again and would take the Enter of a next try for an empty name; the end of input brings a getty.
    serial.send('\u0004');
    throw await machine.failure(`the password of ${user} was refused`);
  }
  // A plain sh neither edits lines nor wraps them, and without echo only output comes back. Each line waits for the
  // shell before it: a terminal that is between two shells takes "\r" for a letter.
  serial.send('exec env -u PS1 TERM=dumb sh\r');
  await serial.expect(/^(?:sh-[\d.]+)?[$#] $/m, PROMPT_DEADLINE_MS);
  serial.send("stty -echo; PS1=''\r");
  const session: ConsoleSession = {
    run: async (script, limit = COMMAND_DEADLINE_MS) => {
      const mark = randomBytes(8).toString('hex');
      const [head, tail] = [mark.slice(0, 8), mark.slice(8)];
      // The mark is in two halves, so that an echo of this line is not taken for its output.
      serial.send(
        `printf '\\n%s%s\\n' ${head} ${tail}; (${script}); printf '\\n%s%s %s\\n' ${head} ${tail} $?\r`,
      );
      await serial.expect(new RegExp(`^${mark}$`, 'm'), limit);
      const match = await serial.expect(new RegExp(`^([^]*?)\\n${mark} (\\d+)$`, 'm'), limit);
      return { status: Number(match[2]), output: (match[1] ?? '').trim() };
    },
    logout: async () => {
      serial.send('exit\r');
      await serial.expect(LOGIN_PROMPT, PROMPT_DEADLINE_MS);
    },
  };
  await session.run('true');
  return session;
}
