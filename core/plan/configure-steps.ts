// SPDX-License-Identifier: Apache-2.0
import type { Request } from '../request/request.ts';
import { xkbGroups } from '../request/xkb-groups.ts';
import { connectionStep } from './connection-step.ts';
import type { Settings } from './settings.ts';
import type { Step } from './step.ts';
import type { Fstab } from './storage/fstab.ts';
import { deadline, DEPLOYMENT, TARGET } from './target.ts';
import { userSteps, type Homes } from './user-steps.ts';

function etc(id: string, title: string, path: string, content: string, mode = 0o644): Step {
  return {
    kind: 'write',
    id,
    phase: 'configure',
    title,
    path: `${DEPLOYMENT}/etc/${path}`,
    content,
    mode,
    within: TARGET,
  };
}

/** keyboard(5): read by console-setup and the graphical login. */
function keyboard(settings: Settings): string {
  const { layout, variant, options } = xkbGroups(settings.keyboard.layout, settings.keyboard.variant);
  return [
    'XKBMODEL="pc105"',
    `XKBLAYOUT="${layout}"`,
    `XKBVARIANT="${variant}"`,
    `XKBOPTIONS="${options}"`,
    'BACKSPACE="guess"',
    '',
  ].join('\n');
}

/** vconsole.conf(5), XKB fields included: systemd-localed reads them. */
function vconsole(settings: Settings): string {
  const { layout, variant, options } = xkbGroups(settings.keyboard.layout, settings.keyboard.variant);
  return [
    ...(settings.keymap === null ? [] : [`KEYMAP=${settings.keymap}`]),
    `XKBLAYOUT=${layout}`,
    ...(variant === '' ? [] : [`XKBVARIANT=${variant}`]),
    ...(options === '' ? [] : [`XKBOPTIONS=${options}`]),
    '',
  ].join('\n');
}

/** Where the configuration of the new system goes. */
export interface Configured extends Homes {
  /** Null: the image's own stays. */
  readonly fstab: Fstab | null;
}

/** Everything of the installed system: files in the deployment's /etc, accounts, homes. */
export function configureSteps(settings: Settings, request: Request, where: Configured): Step[] {
  const language = `LANG=${settings.locale}\n`;
  return [
    ...(where.fstab === null ? [] : [etc('fstab', 'Write fstab', 'fstab', where.fstab.content)]),
    etc('hostname', 'Set the host name', 'hostname', `${settings.hostname}\n`),
    etc('hosts', 'Make the host name resolve', 'hosts', hosts(settings.hostname)),
    etc('locale', 'Set the language', 'locale.conf', language),
    etc('locale-debian', "Set the language for Debian's PAM", 'default/locale', language),
    etc('keyboard', 'Set the keyboard', 'default/keyboard', keyboard(settings)),
    etc('vconsole', 'Set the console keyboard', 'vconsole.conf', vconsole(settings)),
    etc('timezone', 'Name the time zone', 'timezone', `${settings.timezone}\n`),
    {
      kind: 'command',
      id: 'localtime',
      phase: 'configure',
      title: 'Set the time zone',
      argv: [
        'ln',
        '--symbolic',
        '--force',
        '--no-dereference',
        `../usr/share/zoneinfo/${settings.timezone}`,
        `${DEPLOYMENT}/etc/localtime`,
      ],
      timeoutMs: deadline.short,
    },
    ...(request.network ?? []).map(connectionStep),
    {
      kind: 'command',
      id: 'var-home',
      phase: 'configure',
      title: 'Make /var/home',
      argv: ['mkdir', '--parents', `${where.varDirectory}/home`],
      timeoutMs: deadline.short,
    },
    ...(request.users ?? []).flatMap((user, index) => userSteps(user, index, where)),
  ];
}

function hosts(hostname: string): string {
  const short = hostname.split('.')[0] ?? hostname;
  const names = short === hostname ? hostname : `${hostname} ${short}`;
  return `127.0.0.1 localhost\n127.0.1.1 ${names}\n::1 localhost ip6-localhost ip6-loopback\n`;
}
