// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import type { ImageFacts } from '../facts/facts.ts';
import type { ImageContent } from '../facts/image-content.ts';
import type { LoginContent } from '../facts/login-content.ts';
import type { Request } from '../request/request.ts';
import { autologinSteps, checkAutologin } from './autologin.ts';

const request: Request = {
  version: 1,
  disk: { only: true },
  users: [{ name: 'bob' }, { name: 'ada', autologin: true }],
};
const bare: LoginContent = { managers: [], active: null, sessions: [], gdm: null, console: false };

function imageWith(login: Partial<LoginContent> | null): ImageFacts {
  const content = (login === null ? {} : { login: { ...bare, ...login } }) as ImageContent;
  return { content } as ImageFacts;
}

/** The one file that is written, or the reason why none is. */
function written(login: Partial<LoginContent> | null): unknown {
  const image = imageWith(login);
  const issues = checkAutologin(image, request);
  const steps = autologinSteps(image, request);
  expect(issues.length + steps.length).toBe(1);
  const [step] = steps;
  if (step?.kind === 'write') return [step.path.replace(/^.*\/etc\//, ''), step.content];
  expect(issues[0]).toMatchObject({ code: 'autologin-unsupported', path: ['users', 1, 'autologin'] });
  return issues[0]?.params['why'];
}

describe('logging a user in when the system starts', () => {
  test('with SDDM names a session, Plasma where it is there', () => {
    const sessions = ['openbox.desktop', 'plasma.desktop'];
    expect(written({ managers: ['sddm'], sessions, console: true })).toEqual([
      'sddm.conf.d/50-particleos-autologin.conf',
      '[Autologin]\nUser=ada\nSession=plasma.desktop\n',
    ]);
    expect(written({ managers: ['sddm'] })).toMatch(/no session/);
  });

  test('with GDM keeps what else its file says', () => {
    const text =
      '# GDM\n[daemon]\n#  AutomaticLogin = user1\nAutomaticLoginEnable=false\nWaylandEnable=false\n';
    expect(written({ active: 'gdm', gdm: { path: 'gdm3/daemon.conf', text } })).toEqual([
      'gdm3/daemon.conf',
      '# GDM\n[daemon]\nAutomaticLoginEnable=true\nAutomaticLogin=ada\n#  AutomaticLogin = user1\nWaylandEnable=false\n',
    ]);
    expect(written({ active: 'gdm' })).toEqual([
      'gdm/custom.conf',
      '[daemon]\nAutomaticLoginEnable=true\nAutomaticLogin=ada\n',
    ]);
  });

  test('with LightDM', () => {
    expect(written({ managers: ['lightdm', 'sddm'], active: 'lightdm' })).toEqual([
      'lightdm/lightdm.conf.d/50-particleos-autologin.conf',
      '[Seat:*]\nautologin-user=ada\nautologin-user-timeout=0\n',
    ]);
  });

  test('on the text console, where the image has no login screen', () => {
    expect(written({ console: true })).toEqual([
      'systemd/system/getty@tty1.service.d/50-particleos-autologin.conf',
      '[Service]\nExecStart=\nExecStart=-/sbin/agetty --autologin ada --noclear %I $TERM\n',
    ]);
  });

  test('is refused before the install where it would do nothing', () => {
    expect(written({ managers: ['greetd'], console: true })).toMatch(/greetd/);
    expect(written({ managers: ['gdm', 'sddm'], console: true })).toMatch(
      /several login screens \(gdm, sddm\)/,
    );
    expect(written({})).toBe('it has no login');
    expect(written(null)).toMatch(/not known/);
    const unread: ImageFacts = { ...imageWith(null), content: null };
    expect(checkAutologin(unread, request)).toHaveLength(1);
  });

  test('is nothing where nobody asked', () => {
    const nobody: Request = { ...request, users: [{ name: 'bob' }] };
    expect(checkAutologin(imageWith(null), nobody)).toEqual([]);
    expect(autologinSteps(imageWith({ console: true }), nobody)).toEqual([]);
  });
});
