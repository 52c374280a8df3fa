// SPDX-License-Identifier: Apache-2.0
import { LOGIN_PROMPT, PROMPT_DEADLINE_MS, openSession, type ConsoleSession } from './console-session.ts';
import type { Machine } from './machine.ts';

/**
 * It speaks the language of the system: "Password: ", "Mot de passe : ", "密码：". No message of the kernel that
 * is cut at a colon, and no second "login:", which is the answer to Enter.
 */
const PASSWORD_PROMPT = /\n(?!\[|.*login:)[^\n:：]+[:：] ?(?:$|\[)/;

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
  return openSession(machine);
}

/** Logs in, and asks sudo(8) who it is with the same password: "root" when the user may administer the system. */
export async function whoBySudo(
  machine: Machine,
  user: string,
  password: string,
  deadlineMs: number,
): Promise<string> {
  const shell = await logIn(machine, user, password, deadlineMs);
  const { output } = await shell.run(`echo '${password}' | sudo -S -p '' id -un`);
  await shell.logout();
  return output.split('\n').at(-1) ?? '';
}
