// SPDX-License-Identifier: Apache-2.0
import { errorIssue, type Issue } from '../../issues/issue.ts';
import type { LayoutQuestion } from './layout-question.ts';
import type { PartitionRole } from './partition-role.ts';

/**
 * The parts that this firmware and this loader need, with the words for them; what is not needed is not asked for.
 * Firmware that was not looked at is taken for UEFI: a disk for both has both.
 */
export function checkParts(
  { scheme, engine, facts, request }: LayoutQuestion,
  roles: readonly PartitionRole[],
): Issue[] {
  const bios = facts.firmware?.kind === 'bios';
  const needed: readonly (readonly [PartitionRole, string, boolean])[] = [
    ['esp', 'an EFI system partition', !bios || scheme === 'systemd-boot'],
    ['bios-boot', 'a BIOS boot partition, where GRUB stands on a GPT', bios],
    ['boot', 'a partition for /boot, from which GRUB reads the kernels', scheme === 'grub'],
  ];
  const path = ['layout', 'disks'];
  const lacking = needed
    .filter(([role, , isNeeded]) => isNeeded && !roles.includes(role))
    .map(([role, what]) => errorIssue('layout-not-by-hand', path, { what, role }));
  if (engine === 'ostree' || !roles.includes('boot')) return lacking;
  const why =
    'bootc keeps kernels in the root or on the EFI system partition, and has no use for a separate /boot';
  const kind = request.layout?.kind ?? 'manual';
  return [...lacking, errorIssue('layout-engine', path, { kind, engine, why })];
}

/** Places that cannot be file systems of their own with this engine. */
export function checkDataMounts(
  { engine }: LayoutQuestion,
  mounts: readonly { mount: string; path: Issue['path'] }[],
): Issue[] {
  const why =
    'bootc fills /var while it installs, and its initramfs mounts it before /etc/fstab is read; /var/home can be one';
  return mounts.flatMap(({ mount, path }) =>
    engine === 'bootc' && mount === '/var' ? [errorIssue('mount-not-supported', path, { mount, why })] : [],
  );
}
