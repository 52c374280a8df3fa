// SPDX-License-Identifier: Apache-2.0
import type { Step } from '../step.ts';
import { deadline, DEPLOYMENT, TARGET } from '../target.ts';
import type { Layout, PlannedFileSystem } from './layout.ts';
import { mountStep } from './file-system-steps.ts';

const UNIT = 'particleos-esp-twins';
const SYSTEMD = `${DEPLOYMENT}/etc/systemd/system`;

/** The ESPs beside the one at /boot/efi that hold the same. */
export function espTwins({ fileSystems }: Layout): PlannedFileSystem[] {
  return fileSystems.filter(({ id }) => /^esp\d+$/.test(id));
}

/**
 * Copies /boot/efi to its twins whenever the loader on it is renewed. A disk that was pulled is passed over. Nothing is
 * removed there: what is old on a twin is no worse than before.
 */
function service(twins: readonly PlannedFileSystem[]): string {
  const uuids = twins.map(({ id }) => `{{${id}Uuid}}`).join(' ');
  const script = [
    `for uuid in ${uuids}; do`,
    '[ -e /dev/disk/by-uuid/$$uuid ] || continue;',
    'mount -o umask=0077 /dev/disk/by-uuid/$$uuid /run/particleos-esp;',
    'cp -r /boot/efi/. /run/particleos-esp/;',
    'umount /run/particleos-esp; done',
  ].join(' ');
  return [
    '# Written by the ParticleOS installer: every disk of the mirror starts the system alone.',
    '[Unit]',
    'Description=Copy the EFI system partition to its twins',
    'RequiresMountsFor=/boot/efi',
    '[Service]',
    'Type=oneshot',
    'RuntimeDirectory=particleos-esp',
    `ExecStart=/bin/sh -ec '${script}'`,
    '',
  ].join('\n');
}

/**
 * Comes with the mount it needs anyway (systemd.path(5)), and nothing else waits for it: as an ordinary path unit it is
 * before paths.target, and the whole start would wait for the ESP of a disk that was pulled.
 */
const path = [
  '# Written by the ParticleOS installer.',
  '[Unit]',
  'Description=Watch the loader on the EFI system partition',
  'DefaultDependencies=no',
  'Conflicts=shutdown.target',
  'Before=shutdown.target',
  '[Path]',
  'PathChanged=/boot/efi/EFI/debian/shimx64.efi',
  'PathChanged=/boot/efi/EFI/debian/grubx64.efi',
  '[Install]',
  'WantedBy=boot-efi.mount',
  '',
].join('\n');

function unit(name: string, content: string): Step {
  return {
    kind: 'write',
    id: name.replace('.', '-'),
    phase: 'configure',
    title: 'Keep the EFI system partitions the same',
    path: `${SYSTEMD}/${name}`,
    content,
    mode: 0o644,
    within: TARGET,
  };
}

/** How the installed system finds its mirrors and keeps the twins. */
export function mirrorConfigSteps(layout: Layout): Step[] {
  const twins = espTwins(layout);
  if (twins.length === 0) return [];
  const arrays = layout.fileSystems.flatMap(({ id, mirror }) =>
    mirror === null ? [] : [`ARRAY ${mirror.path} UUID={{${id}MirrorUuid}}`],
  );
  const config = [
    '# Written by the ParticleOS installer.',
    'HOMEHOST <ignore>',
    'MAILADDR root',
    ...arrays,
    '',
  ];
  return [
    {
      kind: 'write',
      id: 'mdadm-config',
      phase: 'configure',
      title: 'Name the mirrors',
      path: `${DEPLOYMENT}/etc/mdadm/mdadm.conf`,
      content: config.join('\n'),
      mode: 0o644,
      within: TARGET,
    },
    unit(`${UNIT}.service`, service(twins)),
    unit(`${UNIT}.path`, path),
    {
      kind: 'command',
      id: 'esp-twins-enable',
      phase: 'configure',
      title: 'Watch the loader on the EFI system partition',
      argv: ['systemctl', `--root=${DEPLOYMENT}`, 'enable', `${UNIT}.path`],
      timeoutMs: deadline.short,
    },
  ];
}

/** The same on every ESP, before any of them is called done. esp: where the first one is mounted. */
export function espTwinSteps(layout: Layout, esp: string): Step[] {
  return espTwins(layout).flatMap((twin): Step[] => {
    const target = `/run/particleos/${twin.id}`;
    return [
      { ...mountStep(twin, target), phase: 'boot', title: 'Mount a twin of the EFI system partition' },
      {
        kind: 'command',
        id: `copy-${twin.id}`,
        phase: 'boot',
        title: 'Copy the loader to the twin',
        argv: ['cp', '--recursive', `${esp}/.`, `${target}/`],
        timeoutMs: deadline.medium,
      },
      {
        kind: 'command',
        id: `sync-${twin.id}`,
        phase: 'boot',
        title: 'Bring the twin to the disk',
        argv: ['sync', '--file-system', target],
        timeoutMs: deadline.medium,
      },
    ];
  });
}
