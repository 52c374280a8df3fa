// SPDX-License-Identifier: Apache-2.0
import { espTwins, espTwinSteps } from '../storage/esp-twins.ts';
import { ofDisk } from '../storage/identity-steps.ts';
import { fileSystemOf, findPartition, partitionOf, type Layout } from '../storage/layout.ts';
import { locked } from '../storage/locked.ts';
import { ENTRY_LABEL, ENTRY_LOADER } from '../stale-boot-entries.ts';
import type { Step } from '../step.ts';
import { deadline, DEPLOYMENT, TARGET, target } from '../target.ts';
import { trimStep } from '../trim-step.ts';

const BOOT = `${TARGET}/boot`;
const ESP = `${TARGET}/boot/efi`;
/** Debian's signed GRUB looks here for its configuration (its built-in prefix). */
const VENDOR = `${ESP}/EFI/debian`;
/** Where every UEFI looks when it has no entry (UEFI spec, removable media path). */
const FALLBACK = `${ESP}/EFI/BOOT`;

type Argv = [string, ...string[]];

function command(
  id: string,
  title: string,
  argv: Argv,
  extra: { env?: Record<string, string>; capture?: string } = {},
): Step {
  return { kind: 'command', id, phase: 'boot', title, argv, timeoutMs: deadline.medium, ...extra };
}

/** In a sysroot that is there: the old deployments go when they were asked to, and where the entries are is looked up. */
function takeOver({ place }: NonNullable<Layout['stateroot']>): Step[] {
  const undeploy = 'while ostree admin undeploy --sysroot="$1" 1; do :; done';
  const look = 'readlink "$1" | tail --bytes=2';
  return [
    ...(place === 'beside'
      ? []
      : [command('undeploy', 'Remove the old deployments', ['sh', '-c', undeploy, 'sh', TARGET])]),
    command('boot-version', 'Look where the entries are', ['sh', '-c', look, 'sh', `${BOOT}/loader`], {
      capture: 'bootVersion',
    }),
  ];
}

/** The first menu: later ones are made by ostree and grub-mkconfig of the deployment itself. */
function menuSteps(layout: Layout): Step[] {
  const { stateroot } = layout;
  // ostree writes the entries into the one of two directories that is not in use (ostree-sysroot-deploy.c, bootversion).
  const version = stateroot === null ? '1' : '{{bootVersion}}';
  return [
    ...(stateroot === null ? [] : takeOver(stateroot)),
    command(
      'menu',
      'Generate the boot menu',
      ['ostree', 'admin', 'instutil', 'grub2-generate', `--sysroot=${TARGET}`, version],
      {
        // What 15_ostree would pass (ostree src/boot/grub2/ostree-grub-generator); without the first it aborts.
        env: {
          GRUB2_BOOT_DEVICE_ID: '{{bootUuid}}',
          GRUB2_PREPARE_ROOT_CACHE: 'search --no-floppy --fs-uuid --set=root {{bootUuid}}',
          _OSTREE_GRUB2_BOOTVERSION: version,
        },
        capture: 'menu',
      },
    ),
    {
      kind: 'write',
      id: 'write-menu',
      phase: 'boot',
      title: 'Write the boot menu',
      path: `${BOOT}/loader/grub.cfg`,
      content: [
        '# First menu, by the ParticleOS installer; ostree renews it at every update.',
        'if [ -s $prefix/grubenv ]; then load_env; fi',
        'set default=0',
        'set timeout=3',
        'insmod part_gpt',
        'insmod ext2',
        ...mirrorModule(layout),
        '{{menu}}',
        '',
      ].join('\n'),
      mode: 0o644,
      within: TARGET,
    },
    // GRUB reads the link, ostree swaps the directory behind it: the menu is never without its kernels.
    command('grub-dir', 'Make the directory of GRUB', ['mkdir', '--parents', `${BOOT}/grub`]),
    command('menu-link', 'Point GRUB at the menu', [
      'ln',
      '--symbolic',
      '--force',
      '--no-dereference',
      '../loader/grub.cfg',
      `${BOOT}/grub/grub.cfg`,
    ]),
    command('grubenv', 'Make the environment of GRUB', ['grub-editenv', `${BOOT}/grub/grubenv`, 'create']),
    command('loader-kind', 'Let ostree renew the menu from now on', [
      'ostree',
      'config',
      `--repo=${target.repo}`,
      'set',
      'sysroot.bootloader',
      'grub2',
    ]),
  ];
}

function espStub(layout: Layout): string {
  const lines = [
    'search.fs_uuid {{bootUuid}} root',
    'set prefix=($root)/grub',
    'configfile $prefix/grub.cfg',
  ];
  return [...mirrorModule(layout), ...lines, ''].join('\n');
}

/** What reads a /boot on a mirror; it is part of Debian's signed GRUB. */
function mirrorModule(layout: Layout): string[] {
  const mirrored = fileSystemOf(layout, 'boot')?.mirror != null;
  return mirrored ? ['insmod mdraid1x'] : [];
}

/**
 * The signed chain: shim -> GRUB -> stub -> menu, on the vendor path and on the fallback path. shim comes last. On an
 * ESP that others share, the fallback path is theirs.
 */
function uefiSteps(layout: Layout): Step[] {
  const { sharedEsp } = layout;
  const shim = `${DEPLOYMENT}/usr/lib/shim/shimx64.efi.signed`;
  const mok = `${DEPLOYMENT}/usr/lib/shim/mmx64.efi.signed`;
  const grub = `${DEPLOYMENT}/usr/lib/grub/x86_64-efi-signed/grubx64.efi.signed`;
  const copy = (id: string, from: string, to: string): Step =>
    command(id, `Copy ${to.split('/').slice(-2).join('/')}`, ['cp', from, to]);
  const fallback = (step: Step): Step[] => (sharedEsp ? [] : [step]);
  const directories = sharedEsp ? [VENDOR] : [VENDOR, FALLBACK];
  return [
    command('esp-dirs', 'Make the directories of the loader', ['mkdir', '--parents', ...directories]),
    {
      kind: 'write',
      id: 'esp-stub',
      phase: 'boot',
      title: 'Tell the loader where the menu is',
      path: `${VENDOR}/grub.cfg`,
      content: espStub(layout),
      mode: 0o644,
      within: TARGET,
    },
    copy('esp-grub', grub, `${VENDOR}/grubx64.efi`),
    ...fallback(copy('esp-grub-fallback', grub, `${FALLBACK}/grubx64.efi`)),
    copy('esp-mok', mok, `${VENDOR}/mmx64.efi`),
    ...fallback(copy('esp-mok-fallback', mok, `${FALLBACK}/mmx64.efi`)),
    copy('esp-shim', shim, `${VENDOR}/shimx64.efi`),
    ...fallback(copy('esp-shim-fallback', shim, `${FALLBACK}/BOOTX64.EFI`)),
  ];
}

/** GRUB's own installer, with the modules of the image: the menu and the modules come from one version. */
function biosSteps(layout: Layout): Step[] {
  return layout.disks
    .filter(({ partitions }) => partitions.some(({ role }) => role === 'bios-boot'))
    .map(({ identity }, index) =>
      command(
        ofDisk('bios-grub', index),
        'Install GRUB for BIOS',
        locked(
          [identity.path],
          [
            'grub-install',
            '--target=i386-pc',
            `--boot-directory=${BOOT}`,
            `--directory=${DEPLOYMENT}/usr/lib/grub/i386-pc`,
            '--no-floppy',
            identity.path,
          ],
        ),
      ),
    );
}

/** What makes the disk bootable, last of all writes. loaders: as the image names them, null when it does not say. */
export function bootSteps(layout: Layout, loaders: readonly string[] | null): Step[] {
  const has = (loader: string): boolean => loaders === null || loaders.includes(loader);
  const steps: Step[] = [
    ...menuSteps(layout),
    command('sync', 'Bring the system to the disk', ['sync', '--file-system', TARGET, BOOT]),
    ...(has('grub-uefi') && has('shim') ? [...uefiSteps(layout), ...espTwinSteps(layout, ESP)] : []),
    ...(has('grub-bios') && findPartition(layout, 'bios-boot') !== undefined ? biosSteps(layout) : []),
    command('sync-loader', 'Bring the loader to the disk', ['sync', '--file-system', TARGET, BOOT, ESP]),
    trimStep,
  ];
  // From the first loader file on the disk may start, though the proof has not been made.
  const armed = steps.findIndex((step) => step.id === 'sync') + 1;
  return steps.map((step, index) => (index === armed ? { ...step, leaves: 'bootable' as const } : step));
}

/** Every ESP of ours with its disk: one, or one on each disk of a mirror. */
function espPlaces(layout: Layout): { disk: string; number: number }[] {
  const [first, ...others] = layout.disks.flatMap(({ identity, partitions }) =>
    partitions
      .filter(({ role, action }) => role === 'esp' && action !== 'delete')
      .map(({ number }) => ({ disk: identity.path, number })),
  );
  return first === undefined ? [] : espTwins(layout).length > 0 ? [first, ...others] : [first];
}

/** The firmware's own entry; a machine whose NVRAM refuses it still boots by the fallback path. */
export function nvramSteps(layout: Layout, loader: string = ENTRY_LOADER.grub): Step[] {
  const esp = partitionOf(layout, 'esp');
  return [
    // Before the new entry: NVRAM is small, and each install would leave one more.
    {
      kind: 'action',
      id: 'forget-boot-entries',
      phase: 'finish',
      title: 'Remove what earlier installs registered and is gone',
      action: 'forget-boot-entries',
      params: { esp: esp.path },
    },
    ...espPlaces(layout).map(({ disk, number }, index): Step => ({
      kind: 'command',
      id: ofDisk('nvram', index),
      phase: 'finish',
      title: 'Register the system with the firmware',
      argv: [
        'efibootmgr',
        '--quiet',
        '--create',
        `--disk=${disk}`,
        `--part=${number}`,
        `--label=${ENTRY_LABEL}`,
        `--loader=${loader}`,
      ],
      // Beside others there is no fallback path of ours: without the entry nothing would start it.
      ...(layout.sharedEsp ? {} : { optional: true }),
      timeoutMs: deadline.short,
    })),
  ];
}
