// SPDX-License-Identifier: Apache-2.0
import type { Step } from '../step.ts';
import { literal } from '../template.ts';
import { TARGET } from '../target.ts';
import { CONTAINER, CONTAINERS, TARGET_IN_CONTAINER } from './bootc-place.ts';

type Argv = [string, ...string[]];

/** A read-only containers-storage that podman and the bootc within look into besides their own. */
export interface Store {
  readonly path: string;
}

/** storage.conf(5) by environment: containers/storage reads it in podman, and in the skopeo that bootc starts. */
export function storeOptions(store: Store | null): Record<string, string> {
  return store === null ? {} : { STORAGE_OPTS: `additionalimagestore=${store.path}` };
}

/** What podman run is told for a container that only copies files. */
export function inContainer(image: string, store: Store | null, mounts: readonly string[], argv: Argv): Argv {
  return [
    'podman',
    'run',
    '--rm',
    `--name=${CONTAINER}`,
    '--network=none',
    '--security-opt=label=disable',
    ...storeMount(store),
    ...mounts.map((mount) => `--volume=${mount}`),
    literal(image),
    ...argv,
  ];
}

/** skopeo passes over STORAGE_OPTS when there is no storage.conf, and Debian's packages install none (seen with 1.22). */
const STORAGE_CONF = '--volume=/usr/share/containers/storage.conf:/etc/containers/storage.conf:ro';

function storeMount(store: Store | null): string[] {
  if (store === null) return [];
  const env = `--env=STORAGE_OPTS=additionalimagestore=${store.path}`;
  return [`--volume=${store.path}:${store.path}:ro`, STORAGE_CONF, env];
}

/**
 * bootc install from within the image (bootc-install(8)): it needs the host's devices and process ids, and
 * --ipc=host so that libdevmapper's udev cookies are seen (bootc#477).
 */
export function privilegedInContainer(
  image: string,
  store: Store | null,
  withTarget: boolean,
  argv: Argv,
): Argv {
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
    ...storeMount(store),
    ...(withTarget ? [`--volume=${TARGET}:${TARGET_IN_CONTAINER}`] : []),
    literal(image),
    ...argv,
  ];
}

/** Whatever became of podman itself, its container must be gone: conmon, which holds it, is no child of ours. */
export const removeContainer: NonNullable<Extract<Step, { kind: 'command' }>['undo']> = {
  what: `the container ${CONTAINER} is still there`,
  argv: ['podman', 'rm', '--force', '--ignore', '--time=0', CONTAINER],
};
