// SPDX-License-Identifier: Apache-2.0
import {
  fetchScratchStep,
  fetchStep,
  linkStep,
  layoutPath,
  PINNED,
  scratchStep,
  verifySteps,
} from '../ostree/image-steps.ts';
import { splitReference } from '../../request/image-reference.ts';
import type { Step } from '../step.ts';
import { dataMountSteps, formatSteps, readUuid } from '../storage/file-system-steps.ts';
import { identitySteps } from '../storage/identity-steps.ts';
import { partitionOf } from '../storage/layout.ts';
import { waitForPartitions } from '../storage/table-steps.ts';
import { deadline, TARGET } from '../target.ts';
import { literal } from '../template.ts';
import {
  bootcPlace,
  CONTAINERS,
  deploymentsDirectory,
  ESP,
  hideScratch,
  LINKS,
  PULL_SCRATCH,
  TARGET_IN_CONTAINER,
} from './bootc-place.ts';
import { bootcWrittenBytes } from './bootc-bytes.ts';
import { bootcArgv, type BootcInstall } from './bootc-install.ts';
import { privilegedInContainer, removeContainer, storeOptions } from './container.ts';
import { pullSteps, PULLED_NAME } from './pull-steps.ts';

function mount(
  id: string,
  title: string,
  source: string,
  target: string,
  type: string,
  options: string[],
): Step {
  return { kind: 'mount', id, phase: 'disk', title, source, target, type, options };
}

/** An image and the steps that make it readable. */
interface ReadableImage {
  readonly imgref: string;
  readonly steps: Step[];
}

/** The image on the medium, read in place and pinned by its digest. */
function layoutSource({ source, image }: BootcInstall): ReadableImage {
  const directory = layoutPath(source);
  // bootc opens the layout with cap-std, which follows no link that leads out of it. Read-only, so that nothing
  // which removes the scratch can ever remove the image.
  const blobs = mount(
    'show-blobs',
    'Show the layers of the image',
    `${literal(directory)}/blobs`,
    `${LINKS}/oci/blobs`,
    'none',
    ['bind', 'ro'],
  );
  const steps: Step[] = [
    scratchStep(LINKS, { id: 'links', title: 'Look into the image' }),
    { ...blobs, phase: 'fetch' },
    linkStep(directory, image, { scratch: LINKS }, 'mounted'),
  ];
  return { imgref: `oci:${LINKS}/oci:${PINNED}`, steps };
}

/** Where bootc of the live system reads the image from. */
function hostSource(install: BootcInstall): ReadableImage {
  if (splitReference(install.source).transport === 'oci') return layoutSource(install);
  const steps = [
    fetchScratchStep(PULL_SCRATCH),
    fetchStep(install, { scratch: PULL_SCRATCH }),
    hideScratch(),
  ];
  return { imgref: `oci:${PULL_SCRATCH}/oci:${PINNED}`, steps };
}

/** The image within reach of the bootc that will run, and the command that runs it. */
function installSteps(install: BootcInstall): Step[] {
  const { wanted, store } = install;
  const common = {
    kind: 'command',
    id: 'bootc-install',
    phase: 'install',
    title: 'Install the system with bootc',
    timeoutMs: deadline.long,
    leaves: 'system-incomplete',
    // Not the bytes of our own processes: a container is conmon's child, and skopeo's come and go.
    progress: {
      by: 'device-written',
      device: install.disk.path,
      totalBytes: bootcWrittenBytes(install.image, wanted),
    },
    phases: 'bootc',
  } as const;
  if (wanted.carrier === 'host') {
    const { imgref, steps } = hostSource(install);
    // In a container bootc takes a mount namespace of its own; here it does not, and its mounts would stay when it fails.
    const argv = ['unshare', '--mount', '--', ...bootcArgv(install, imgref)] as const;
    return [...steps, { ...common, argv: [...argv] }];
  }
  const mounts = wanted.verb === 'to-filesystem' ? [`${TARGET}:${TARGET_IN_CONTAINER}`] : [];
  if (store === null) {
    const argv = privilegedInContainer(PULLED_NAME, mounts, bootcArgv(install, null));
    return [...pullSteps(install), { ...common, argv, undo: removeContainer }];
  }
  // The container is run from the store, but bootc in it reads the layers as they lie on the medium: out of a store
  // each whole layer would be put together again in /var/tmp, which is memory (docs/decisions/0008).
  const { imgref, steps } = layoutSource(install);
  const records = mount('containers', "Make room for podman's records", 'tmpfs', CONTAINERS, 'tmpfs', [
    'mode=0700',
  ]);
  const argv = privilegedInContainer(
    store.image,
    [`${LINKS}:${LINKS}:ro`, ...mounts],
    bootcArgv(install, imgref),
  );
  return [records, ...steps, { ...common, argv, env: storeOptions(store), undo: removeContainer }];
}

/** After to-disk: the root is on the disk, finalized and unmounted; it is mounted again for the configuration. */
function mountAgain(install: BootcInstall): Step[] {
  const { layout, wanted } = install;
  const root = partitionOf(layout, 'root').path;
  return [
    { ...waitForPartitions(layout), phase: 'configure' },
    { ...readUuid('esp', partitionOf(layout, 'esp').path), phase: 'configure' },
    { ...readUuid('root', root), phase: 'configure' },
    {
      ...mount('mount-root', 'Mount the new root', root, TARGET, wanted.rootFileSystem, ['noatime']),
      phase: 'configure',
    },
  ];
}

/** Lay out the disk, run bootc, and mount what it made at TARGET and ESP. */
export function bootcSteps(install: BootcInstall): Step[] {
  const { wanted, layout } = install;
  const toDisk = wanted.verb === 'to-disk';
  return [
    ...verifySteps(install.source, install.image),
    ...identitySteps(layout),
    ...(toDisk
      ? []
      : formatSteps(layout, {
          mountEsp: wanted.loader === 'grub',
          emptyRoot: true,
          volumes: install.volumes,
        })),
    ...installSteps(install),
    ...(toDisk ? mountAgain(install) : []),
    {
      ...mount('mount-esp', 'Mount the EFI system partition', partitionOf(layout, 'esp').path, ESP, 'vfat', [
        'umask=0077',
      ]),
      phase: 'configure',
      leaves: 'bootable',
    },
    {
      kind: 'action',
      id: 'find-deployment',
      phase: 'configure',
      title: 'Find the deployment',
      action: 'find-deployment',
      params: { directory: deploymentsDirectory(wanted) },
      capture: 'deployment',
    },
    // After bootc, which wants an empty root, and before anything is written to /home.
    ...dataMountSteps(layout, bootcPlace(install).varDirectory).map((step) => ({
      ...step,
      phase: 'configure' as const,
    })),
  ];
}
