// SPDX-License-Identifier: Apache-2.0
import type { LoginContent } from '../../../core/facts/login-content.ts';
import type { FileTree } from './file-tree.ts';

/** Programs of login screens, and what the screen is called. GDM's has a version in its name at Debian. */
const MANAGERS: Readonly<Record<string, string>> = {
  sddm: 'sddm',
  gdm: 'gdm',
  gdm3: 'gdm',
  lightdm: 'lightdm',
  greetd: 'greetd',
  lxdm: 'lxdm',
  plasmalogin: 'plasmalogin',
  xdm: 'xdm',
};

/** An ostree image has its /etc at /usr/etc; the longer name is the one that counts when both are there. */
const ETC = ['usr/etc', 'etc'];

function activeOf(tree: FileTree): string | null {
  for (const etc of ETC) {
    const target = tree.link(`${etc}/systemd/system/display-manager.service`);
    const name = /([^/]+)\.service$/.exec(target ?? '')?.[1];
    if (name !== undefined) return MANAGERS[name] ?? name;
  }
  return null;
}

function gdmOf(tree: FileTree): LoginContent['gdm'] {
  for (const path of ['gdm3/daemon.conf', 'gdm/custom.conf']) {
    for (const etc of ETC) {
      const text = tree.text(`${etc}/${path}`);
      if (text !== null) return { path, text };
    }
  }
  return null;
}

function sessionsOf(tree: FileTree): string[] {
  const sessions = ['wayland-sessions', 'xsessions'].flatMap((name) =>
    tree.list(`usr/share/${name}`).toSorted(),
  );
  return [...new Set(sessions)].filter((name) => name.endsWith('.desktop'));
}

/** How people log in at the screen of a system. */
export function loginOf(tree: FileTree, programs: ReadonlySet<string>): LoginContent {
  const managers = Object.entries(MANAGERS).flatMap(([program, name]) =>
    programs.has(program) ? [name] : [],
  );
  return {
    managers: [...new Set(managers)],
    active: activeOf(tree),
    sessions: sessionsOf(tree),
    gdm: gdmOf(tree),
    console: programs.has('agetty'),
  };
}
