// SPDX-License-Identifier: Apache-2.0
import type { Request, UserRequest } from '../request/request.ts';
import type { Step } from './step.ts';
import { DEPLOYMENT, TARGET } from './target.ts';
import { literal } from './template.ts';
import { uidOf } from './user-id.ts';

/**
 * A home where nothing is written now, because it lies in what is only mounted by the installed system: tmpfiles.d(5)
 * makes it once the places of fstab(5) are mounted. Of a home that is there only its own mode and owner become these
 * (seen with systemd 252); what is in it stays, and so do SSH keys.
 */
function filesOf({ name, sshKeys = [] }: UserRequest, uid: number): Record<string, string> {
  const keys = `particleos/ssh-keys/${name}`;
  const home = `/var/home/${name}`;
  const owner = `${uid} ${uid}`;
  const ssh = [`d ${home}/.ssh 0700 ${owner}`, `C ${home}/.ssh/authorized_keys 0600 ${owner} - /etc/${keys}`];
  const lines = [
    '# Written by the ParticleOS installer. Remove it together with the account.',
    `C ${home} 0700 ${owner} - /etc/skel`,
    ...(sshKeys.length === 0 ? [] : ssh),
    '',
  ];
  return {
    ...(sshKeys.length === 0 ? {} : { [keys]: `${sshKeys.join('\n')}\n` }),
    [`tmpfiles.d/particleos-home-${name}.conf`]: lines.join('\n'),
  };
}

/** Writes them below /etc of the deployment. */
export function laterHomeSteps(user: UserRequest, uid: number): Step[] {
  return Object.entries(filesOf(user, uid)).map(([path, content], index) => ({
    kind: 'write',
    id: `user-${user.name}-home${index === 0 ? '' : `-${index + 1}`}`,
    phase: 'configure',
    title: path.startsWith('tmpfiles.d/')
      ? `Let the first start make the home of ${user.name}`
      : `Write the SSH keys of ${user.name}`,
    path: `${DEPLOYMENT}/etc/${path}`,
    content: literal(content),
    mode: 0o644,
    within: TARGET,
  }));
}

/** The files of all accounts, by their paths below /etc. */
export function laterHomeFiles({ users = [] }: Pick<Request, 'users'>): Record<string, string> {
  return Object.fromEntries(users.flatMap((user, index) => Object.entries(filesOf(user, uidOf(index)))));
}
