// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { loginOf } from './login-content.ts';
import { programsOf } from './file-tree.ts';
import { PathTree, type TreeEntry } from './path-tree.ts';

function login(files: Readonly<Record<string, string | { link: string }>>): ReturnType<typeof loginOf> {
  const tree = new PathTree();
  for (const [path, what] of Object.entries(files)) {
    const entry: TreeEntry =
      typeof what === 'string' ? { kind: 'file', text: what } : { kind: 'link', target: what.link };
    tree.put(path, entry);
  }
  return loginOf(tree, programsOf(tree));
}

test('a Debian with GDM, as an ostree image has it', () => {
  expect(
    login({
      'usr/sbin/gdm3': '',
      'usr/sbin/agetty': '',
      'usr/etc/gdm3/daemon.conf': '[daemon]\n',
      'usr/etc/systemd/system/display-manager.service': { link: '/usr/lib/systemd/system/gdm3.service' },
      'usr/share/xsessions/gnome-xorg.desktop': '',
      'usr/share/wayland-sessions/gnome.desktop': '',
      'usr/share/wayland-sessions/README': '',
    }),
  ).toEqual({
    managers: ['gdm'],
    active: 'gdm',
    sessions: ['gnome.desktop', 'gnome-xorg.desktop'],
    gdm: { path: 'gdm3/daemon.conf', text: '[daemon]\n' },
    console: true,
  });
});

test('a Fedora with a login screen that is only known by name', () => {
  const link = { link: '../../../usr/lib/systemd/system/cosmic-greeter.service' };
  expect(login({ 'usr/bin/greetd': '', 'etc/systemd/system/display-manager.service': link })).toMatchObject({
    managers: ['greetd'],
    active: 'cosmic-greeter',
    sessions: [],
    gdm: null,
    console: false,
  });
});

test('a link to nothing is no login screen', () => {
  const link = { link: '/dev/null' };
  expect(login({ 'etc/systemd/system/display-manager.service': link }).active).toBeNull();
});
