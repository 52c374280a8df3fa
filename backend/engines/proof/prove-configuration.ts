// SPDX-License-Identifier: Apache-2.0
import { readdir, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { SystemProof } from '../../../core/plan/system-proof.ts';
import { sizeOf, textOf, type Proof } from './finding.ts';

/** Host name, language, time zone, fstab, and nothing that should differ between machines. */
export const proveSettings: Proof = async (params) => {
  const { deployment, usr, hostname, locale, timezone } = params;
  const etc = join(deployment, 'etc');
  const findings: string[] = [];
  if ((await textOf(join(etc, 'hostname')))?.trim() !== hostname) findings.push('the host name is not set');
  if ((await textOf(join(etc, 'locale.conf')))?.trim() !== `LANG=${locale}`)
    findings.push('the language is not set');
  const zone = await readlink(join(etc, 'localtime')).catch(() => '');
  if (!zone.endsWith(`zoneinfo/${timezone}`)) findings.push('the time zone is not set');
  if (usr !== null && (await sizeOf(join(usr, 'share/zoneinfo', timezone))) === null) {
    // A zone may be a link to another one; only a missing name is a fault.
    const link = await readlink(join(usr, 'share/zoneinfo', timezone)).catch(() => null);
    if (link === null) findings.push(`the image does not know the time zone ${timezone}`);
  }
  const fstab = (await textOf(join(etc, 'fstab'))) ?? '';
  for (const { id, uuid } of params.fstab) {
    if (!fstab.includes(`UUID=${uuid} `)) findings.push(`fstab does not mount ${id}`);
  }
  const lines = fstab.split('\n');
  for (const line of params.fstabLines) if (!lines.includes(line)) findings.push(`fstab lacks ${line}`);
  if ((await sizeOf(join(etc, 'machine-id'))) !== 0) findings.push('/etc/machine-id is not empty');
  const keys = (await readdir(join(etc, 'ssh')).catch(() => [])).filter((name) =>
    name.startsWith('ssh_host_'),
  );
  if (keys.length > 0) findings.push('there are SSH host keys already');
  return findings;
};

type User = SystemProof['users'][number];

function fieldsOf(text: string, name: string): string[] | null {
  const line = text.split('\n').find((candidate) => candidate.startsWith(`${name}:`));
  return line === undefined ? null : line.split(':');
}

async function checkUser(user: User, params: SystemProof): Promise<string[]> {
  const etc = join(params.deployment, 'etc');
  const passwd = fieldsOf((await textOf(join(etc, 'passwd'))) ?? '', user.name);
  if (passwd === null) return [`the user ${user.name} is missing`];
  const findings: string[] = [];
  if (passwd[2] !== String(user.uid)) findings.push(`${user.name} has uid ${passwd[2]}`);
  const hash = fieldsOf((await textOf(join(etc, 'shadow'))) ?? '', user.name)?.[1] ?? '';
  if (user.password !== hash.startsWith('$'))
    findings.push(`the password of ${user.name} is ${user.password ? 'missing' : 'set'}`);
  const groups = (await textOf(join(etc, 'group'))) ?? '';
  for (const group of user.groups) {
    const members = fieldsOf(groups, group)?.[3]?.split(',') ?? [];
    if (!members.includes(user.name)) findings.push(`${user.name} is not in the group ${group}`);
  }
  if (user.sshKeys === null) return findings;
  const keys = (await textOf(join(params.varDirectory, 'home', user.name, '.ssh/authorized_keys'))) ?? '';
  const count = keys.split('\n').filter((line) => line !== '').length;
  if (count !== user.sshKeys) findings.push(`${user.name} has ${count} SSH keys`);
  return findings;
}

/** Each asked-for user can log in as asked, by the deployment's own files. */
export const proveUsers: Proof = async (params) =>
  (await Promise.all(params.users.map((user) => checkUser(user, params)))).flat();
