// SPDX-License-Identifier: Apache-2.0
import type { UserRequest } from '../request/request.ts';
import { laterHomeSteps } from './later-home.ts';
import { literal } from './template.ts';
import type { Step } from './step.ts';
import { deadline, DEPLOYMENT, TARGET } from './target.ts';
import { uidOf } from './user-id.ts';

/** The name under which a user's crypt(5) hash is handed to the executor; the plan never holds the hash itself. */
export function hashSecretName(user: string): string {
  return `password-hash:${user}`;
}

function command(id: string, title: string, argv: [string, ...string[]]): Step {
  return { kind: 'command', id, phase: 'configure', title, argv, timeoutMs: deadline.short };
}

/** Where the homes are. */
export interface Homes {
  /** Directory that stands for /var. */
  readonly varDirectory: string;
  /** Homes may be there already, and nothing in them is written over. */
  readonly keepsHomes?: boolean;
  /** They lie in what is only mounted by the installed system: its first start makes them. */
  readonly homesLater?: boolean;
}

function accountSteps(user: UserRequest, uid: number): Step[] {
  const groups = [...new Set([...(user.sudo === true ? ['sudo'] : []), ...(user.groups ?? [])])];
  return [
    command(`user-${user.name}-account`, `Create the user ${user.name}`, [
      'useradd',
      `--prefix=${DEPLOYMENT}`,
      '--no-create-home',
      `--home-dir=/home/${user.name}`,
      '--shell=/bin/bash',
      `--uid=${uid}`,
      '--user-group',
      ...(groups.length === 0 ? [] : [`--groups=${groups.join(',')}`]),
      ...(user.fullName === undefined ? [] : [`--comment=${literal(user.fullName)}`]),
      user.name,
    ]),
  ];
}

function passwordSteps(user: UserRequest): Step[] {
  if (user.passwordHash === undefined && user.passwordSecret === undefined) return [];
  return [
    {
      kind: 'command',
      id: `user-${user.name}-password`,
      phase: 'configure',
      title: `Set the password of ${user.name}`,
      argv: ['chpasswd', '--encrypted', `--prefix=${DEPLOYMENT}`],
      stdin: { secret: hashSecretName(user.name), prefix: `${user.name}:` },
      timeoutMs: deadline.short,
    },
  ];
}

/** The account in the deployment's /etc, its home under the directory that stands for /var. */
export function userSteps(
  user: UserRequest,
  index: number,
  { varDirectory, keepsHomes = false, homesLater = false }: Homes,
): Step[] {
  const uid = uidOf(index);
  if (homesLater) return [...accountSteps(user, uid), ...passwordSteps(user), ...laterHomeSteps(user, uid)];
  const home = `${varDirectory}/home/${user.name}`;
  const id = (what: string): string => `user-${user.name}-${what}`;
  const steps: Step[] = [
    ...accountSteps(user, uid),
    command(id('home'), `Create the home of ${user.name}`, ['mkdir', '--parents', home]),
    command(id('skeleton'), `Fill the home of ${user.name}`, [
      'cp',
      '--archive',
      ...(keepsHomes ? ['--update=none'] : []),
      '--no-target-directory',
      `${DEPLOYMENT}/etc/skel`,
      home,
    ]),
    ...passwordSteps(user),
  ];
  if (user.sshKeys !== undefined && user.sshKeys.length > 0) {
    steps.push({
      kind: 'write',
      id: id('ssh-keys'),
      phase: 'configure',
      title: `Write the SSH keys of ${user.name}`,
      path: `${home}/.ssh/authorized_keys`,
      content: literal(`${user.sshKeys.join('\n')}\n`),
      mode: 0o600,
      within: TARGET,
    });
  }
  return [
    ...steps,
    command(id('mode'), `Close the home of ${user.name}`, ['chmod', '0700', home]),
    ...(user.sshKeys === undefined || user.sshKeys.length === 0
      ? []
      : [command(id('ssh-mode'), `Close ~/.ssh of ${user.name}`, ['chmod', '0700', `${home}/.ssh`])]),
    command(id('owner'), `Hand the home to ${user.name}`, ['chown', '--recursive', `${uid}:${uid}`, home]),
  ];
}
