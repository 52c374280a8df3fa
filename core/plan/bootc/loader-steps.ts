// SPDX-License-Identifier: Apache-2.0
import { nvramSteps } from '../ostree/boot-steps.ts';
import { ENTRY_LOADER } from '../stale-boot-entries.ts';
import type { Step } from '../step.ts';
import { deadline, TARGET } from '../target.ts';
import { trimStep } from '../trim-step.ts';
import type { BootcInstall } from './bootc-install.ts';
import { ESP } from './bootc-place.ts';
import { inContainer, removeContainer, storeOptions } from './container.ts';
import { PULLED_NAME } from './pull-steps.ts';

/** Debian's packages shim-signed and systemd-boot-efi-amd64-signed. */
const SHIM = '/usr/lib/shim/shimx64.efi.signed';
const MOK = '/usr/lib/shim/mmx64.efi.signed';
const SYSTEMD_BOOT = '/usr/lib/systemd/boot/efi/systemd-bootx64.efi.signed';

/**
 * What stands on the ESP for Secure Boot, after bootctl's own files: the firmware trusts shim, shim starts the
 * "grubx64.efi" beside it (its built-in second stage), which is systemd-boot here. shim comes last.
 */
const chain = [
  [SYSTEMD_BOOT, 'EFI/systemd/grubx64.efi'],
  [SYSTEMD_BOOT, 'EFI/BOOT/grubx64.efi'],
  [MOK, 'EFI/systemd/mmx64.efi'],
  [MOK, 'EFI/BOOT/mmx64.efi'],
  [SHIM, 'EFI/systemd/shimx64.efi'],
  [SHIM, 'EFI/BOOT/BOOTX64.EFI'],
] as const;

/** Files of the loader come from where bootc runs, as bootctl's do. */
function secureBootSteps(install: BootcInstall): Step[] {
  const common = {
    kind: 'command',
    id: 'secure-boot',
    phase: 'boot',
    title: 'Put shim and the signed systemd-boot in place',
    timeoutMs: deadline.medium,
  } as const;
  const script = (esp: string): string => chain.map(([from, to]) => `cp ${from} ${esp}/${to}`).join(' && ');
  if (install.wanted.carrier === 'host') return [{ ...common, argv: ['sh', '-c', script(ESP)] }];
  const { store } = install;
  return [
    {
      ...common,
      argv: inContainer(store?.image ?? PULLED_NAME, [`${ESP}:/esp`], ['sh', '-c', script('/esp')]),
      env: storeOptions(store),
      undo: removeContainer,
    },
  ];
}

/** What --skip-finalize left to the caller; to-disk has trimmed the disk itself before it let go of it. */
function trimSteps({ verb }: BootcInstall['wanted']): Step[] {
  if (verb === 'to-disk') return [];
  return [trimStep];
}

/** The loader beyond what bootc did, and the end of the writes. */
export function loaderSteps(install: BootcInstall): Step[] {
  const systemd = install.wanted.loader === 'systemd';
  return [
    ...(systemd && install.secureBoot ? secureBootSteps(install) : []),
    {
      kind: 'command',
      id: 'sync',
      phase: 'boot',
      title: 'Bring the system to the disk',
      argv: ['sync', '--file-system', TARGET, ESP],
      timeoutMs: deadline.medium,
    },
    ...trimSteps(install.wanted),
  ];
}

/** The firmware's own entry, by shim where it is there. bootupd makes its own. */
export function firmwareSteps({ wanted, layout, secureBoot }: BootcInstall): Step[] {
  if (wanted.loader === 'grub') return [];
  return nvramSteps(layout, secureBoot ? ENTRY_LOADER.shim : ENTRY_LOADER.systemd);
}
