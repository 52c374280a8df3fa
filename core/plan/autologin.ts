// SPDX-License-Identifier: Apache-2.0
import type { LoginContent } from '../facts/login-content.ts';
import type { ImageFacts } from '../facts/facts.ts';
import { errorIssue, type Issue } from '../issues/issue.ts';
import type { Request } from '../request/request.ts';
import type { Step } from './step.ts';
import { DEPLOYMENT, TARGET } from './target.ts';
import { literal } from './template.ts';

/** A file below /etc that has a user logged in when the system starts. */
interface LoginFile {
  readonly path: string;
  readonly content: string;
}

type Way = LoginFile | { readonly why: string };

const CONSOLE = 'console';

/** The login screen that the image starts; null when that cannot be told. */
function screenOf({ managers, active, console }: LoginContent): string | null {
  if (active !== null) return active;
  const [only] = managers;
  if (only === undefined) return console ? CONSOLE : null;
  return managers.length === 1 ? only : null;
}

/** sddm.conf(5): without a session it takes that of the last login, of which there was none. */
function sddm(user: string, { sessions }: LoginContent): Way {
  const session = sessions.find((name) => name === 'plasma.desktop') ?? sessions[0];
  if (session === undefined) return { why: 'there is no session that SDDM could start' };
  const content = `[Autologin]\nUser=${user}\nSession=${session}\n`;
  return { path: 'sddm.conf.d/50-particleos-autologin.conf', content };
}

/** GDM reads one file (gdm3(8)): what the image says in it stays, but for who is logged in. */
function gdm(user: string, { gdm: found }: LoginContent): Way {
  const lines = (found?.text ?? '').split('\n').filter((line) => !/^\s*AutomaticLogin/.test(line));
  const at = lines.findIndex((line) => line.trim() === '[daemon]');
  const added = ['AutomaticLoginEnable=true', `AutomaticLogin=${user}`];
  if (at === -1) lines.unshift('[daemon]', ...added, '');
  else lines.splice(at + 1, 0, ...added);
  const content = `${lines.join('\n').trimEnd()}\n`;
  return { path: found?.path ?? 'gdm/custom.conf', content };
}

const ways: Readonly<Record<string, (user: string, login: LoginContent) => Way>> = {
  sddm,
  gdm,
  lightdm: (user) => ({
    path: 'lightdm/lightdm.conf.d/50-particleos-autologin.conf',
    content: `[Seat:*]\nautologin-user=${user}\nautologin-user-timeout=0\n`,
  }),
  // getty@.service as systemd ships it, with a name (agetty(8), --autologin).
  [CONSOLE]: (user) => ({
    path: 'systemd/system/getty@tty1.service.d/50-particleos-autologin.conf',
    content: `[Service]\nExecStart=\nExecStart=-/sbin/agetty --autologin ${user} --noclear %I $TERM\n`,
  }),
};

/** How an image has a user logged in by itself, or why it does not. */
function wayOf(user: string, login: LoginContent | undefined): Way {
  if (login === undefined) return { why: 'what the image logs people in with is not known' };
  const screen = screenOf(login);
  if (screen === null) {
    const several = login.managers.length > 1;
    return {
      why: several ? `the image has several login screens (${login.managers.join(', ')})` : 'it has no login',
    };
  }
  const way = ways[screen];
  return way === undefined ? { why: `the image logs people in with ${screen}` } : way(user, login);
}

/** Users to be logged in, with their places in the request. */
function asked({ users = [] }: Request): readonly { name: string; index: number }[] {
  return users.flatMap(({ name, autologin }, index) => (autologin === true ? [{ name, index }] : []));
}

/** Whether the image can log the user in that was named for it. */
export function checkAutologin(image: ImageFacts, request: Request): Issue[] {
  return asked(request).flatMap(({ name, index }) => {
    const way = wayOf(name, image.content?.login);
    if (!('why' in way)) return [];
    return [errorIssue('autologin-unsupported', ['users', index, 'autologin'], { name, why: way.why })];
  });
}

/** Has one user logged in at the start, in the way of the image; none when nobody asked. */
export function autologinSteps(image: ImageFacts, request: Request): Step[] {
  return asked(request).flatMap(({ name }): Step[] => {
    const way = wayOf(name, image.content?.login);
    if ('why' in way) return [];
    return [
      {
        kind: 'write',
        id: `user-${name}-autologin`,
        phase: 'configure',
        title: `Log ${name} in when the system starts`,
        path: `${DEPLOYMENT}/etc/${way.path}`,
        content: literal(way.content),
        mode: 0o644,
        within: TARGET,
      },
    ];
  });
}
