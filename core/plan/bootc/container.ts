// SPDX-License-Identifier: Apache-2.0
import type { Step } from '../step.ts';
import { literal } from '../template.ts';
import { CONTAINER, CONTAINERS } from './bootc-place.ts';

type Argv = [string, ...string[]];

/** A read-only containers-storage that podman looks into besides its own. */
export interface Store {
  readonly path: string;
}

/** storage.conf(5) by environment: containers/storage reads it in podman. */
export function storeOptions(store: Store | null): Record<string, string> {
  return store === null ? {} : { STORAGE_OPTS: `additionalimagestore=${store.path}` };
}

/** What podman run is told for a container that only copies files. */
export function inContainer(image: string, mounts: readonly string[], argv: Argv): Argv {
  return [
    'podman',
    'run',
    '--rm',
    `--name=${CONTAINER}`,
    '--network=none',
    '--security-opt=label=disable',
    ...mounts.map((mount) => `--volume=${mount}`),
    literal(image),
    ...argv,
  ];
}

/**
 * bootc install from within the image (bootc-install(8)): it needs the host's devices and process ids, and
 * --ipc=host so that libdevmapper's udev cookies are seen (bootc#477).
 */
export function privilegedInContainer(image: string, mounts: readonly string[], argv: Argv): Argv {
  return [
    'podman',
    'run',
    '--rm',
    `--name=${CONTAINER}`,
    '--privileged',
    '--pid=host',
    '--ipc=host',
    '--network=none',
    '--security-opt=label=disable',
    '--volume=/dev:/dev',
    `--volume=${CONTAINERS}:${CONTAINERS}`,
    ...mounts.map((mount) => `--volume=${mount}`),
    literal(image),
    ...argv,
  ];
}

/** Whatever became of podman itself, its container must be gone: conmon, which holds it, is no child of ours. */
export const removeContainer: NonNullable<Extract<Step, { kind: 'command' }>['undo']> = {
  what: `the container ${CONTAINER} is still there`,
  argv: ['podman', 'rm', '--force', '--ignore', '--time=0', CONTAINER],
};
