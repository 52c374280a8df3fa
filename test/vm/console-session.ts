// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto';
import type { Machine } from './machine.ts';

/** Prompt of getty(8); a message of the kernel or of systemd may come right behind it. */
export const LOGIN_PROMPT = /login: (?:$|\[)/m;
export const PROMPT_DEADLINE_MS = 60_000;
const COMMAND_DEADLINE_MS = 60_000;

/** A shell on the serial console. */
export interface ConsoleSession {
  /** Runs a line of shell; its output comes without the echo of the line. */
  run(script: string, deadlineMs?: number): Promise<{ status: number; output: string }>;
  logout(): Promise<void>;
}

/** Takes over the shell whose prompt stands on the serial console. */
export async function openSession({ serial }: Machine): Promise<ConsoleSession> {
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
      // With its line end: "130" may arrive as "1" first.
      const match = await serial.expect(new RegExp(`^([^]*?)\\n${mark} (\\d+)\\r?\\n`, 'm'), limit);
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
