// SPDX-License-Identifier: Apache-2.0
import { errorIssue, warningIssue, type Issue } from '../issues/issue.ts';
import type { Request, UserRequest } from './request.ts';
import { isReservedUser, isUsualGroup } from './reserved-names.ts';

/** Groups whose members may use sudo: Debian's, and Fedora's for images built after it. */
const adminGroups = new Set(['sudo', 'wheel']);

function canLogIn(user: UserRequest): boolean {
  const { passwordHash, passwordSecret, sshKeys = [] } = user;
  return passwordHash !== undefined || passwordSecret !== undefined || sshKeys.length > 0;
}

function isAdmin(user: UserRequest): boolean {
  return user.sudo === true || (user.groups ?? []).some((group) => adminGroups.has(group));
}

function checkUser(user: UserRequest, index: number): Issue[] {
  const issues: Issue[] = [];
  const path = ['users', index];
  const { name } = user;
  // NAME_REGEX of Debian's adduser.conf(5), 32 characters as utmp(5) and useradd(8) allow.
  if (!/^[a-z][a-z0-9_-]{0,31}$/.test(name)) {
    issues.push(errorIssue('user-name-malformed', [...path, 'name'], { name }));
  } else if (isReservedUser(name)) {
    issues.push(errorIssue('user-reserved', [...path, 'name'], { name }));
  }
  if (user.passwordHash !== undefined && user.passwordSecret !== undefined) {
    issues.push(errorIssue('user-two-passwords', [...path, 'passwordSecret'], { name }));
  }
  for (const [at, group] of (user.groups ?? []).entries()) {
    if (!isUsualGroup(group))
      issues.push(warningIssue('group-unknown', [...path, 'groups', at], { name: group }));
  }
  return issues;
}

/** What can be said of the users without looking at a machine or an image. */
export function checkUsers(request: Request): Issue[] {
  const users = request.users ?? [];
  const issues = users.flatMap(checkUser);
  const seen = new Set<string>();
  for (const [index, { name }] of users.entries()) {
    if (seen.has(name)) issues.push(errorIssue('duplicate-user', ['users', index, 'name'], { name }));
    seen.add(name);
  }
  const automatic = users.flatMap(({ name, autologin }, index) =>
    autologin === true ? [{ name, path: ['users', index, 'autologin'] }] : [],
  );
  for (const { name, path } of automatic.slice(1))
    issues.push(errorIssue('autologin-several', path, { name }));
  const people = users.filter(canLogIn);
  if (people.length === 0) issues.push(warningIssue('user-no-login', ['users']));
  else if (!people.some(isAdmin)) issues.push(warningIssue('user-no-admin', ['users']));
  return issues;
}
