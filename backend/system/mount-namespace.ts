// SPDX-License-Identifier: Apache-2.0
import { readFile, readlink } from 'node:fs/promises';

/** Whether this process has a mount namespace of its own in which /sysroot may be written. */
export async function inWritableSysroot(): Promise<boolean> {
  const [own, first] = await Promise.all([readlink('/proc/self/ns/mnt'), readlink('/proc/1/ns/mnt')]);
  if (own === first) return false;
  const mounts = await readFile('/proc/self/mounts', 'utf8');
  const options = mounts
    .split('\n')
    .map((line) => line.split(' '))
    .findLast((fields) => fields[1] === '/sysroot')?.[3];
  return options?.split(',').includes('rw') === true;
}
