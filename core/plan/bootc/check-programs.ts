// SPDX-License-Identifier: Apache-2.0
import type { Issue } from '../../issues/issue.ts';
import type { BootcCheck } from './bootc-check.ts';
import type { BootcWanted } from './bootc-choice.ts';
import { imageLacks, liveLacks } from './lacks.ts';

/** Programs that bootc starts where it runs, for this way of calling it (bootc 1.16, install.rs and baseline.rs). */
function programsNeeded({ backend, loader, verb, rootFileSystem }: BootcWanted): string[] {
  return [
    'findmnt',
    'lsblk',
    'skopeo',
    ...(verb === 'to-disk'
      ? ['fsfreeze', 'fstrim', `mkfs.${rootFileSystem}`, 'mkfs.fat', 'sfdisk', 'wipefs']
      : []),
    ...(loader === 'systemd' ? ['bootctl'] : []),
    ...(backend === 'ostree' ? ['ostree', 'podman'] : []),
  ];
}

/** bootc starts a program when its time comes, and fails then if it is not there. */
export function checkPrograms({ content, wanted, facts }: BootcCheck): Issue[] {
  const programs = wanted.carrier === 'image' ? content.programs : facts.tools.hostBootc?.programs;
  const lacks = wanted.carrier === 'image' ? imageLacks : liveLacks;
  const missing =
    programs === undefined ? [] : programsNeeded(wanted).filter((name) => !programs.includes(name));
  const issues = missing.length === 0 ? [] : [lacks(missing.join(', '), 'bootc calls it while it installs')];
  // bootupd runs within the new system, whoever calls it (bootloader.rs, install_via_bootupd).
  if (wanted.loader === 'grub' && !content.programs.includes('bootupctl'))
    issues.push(imageLacks('bootupctl', 'GRUB is installed by it'));
  return issues;
}
