// SPDX-License-Identifier: Apache-2.0

/** errno(3) of a disk that fails, is gone, or takes no more writes. */
const errnos = new Set(['EIO', 'EROFS', 'ENODEV', 'ENXIO']);

/** Whether a system call failed because of the disk that it was for. */
export function isDiskFailure(error: unknown): boolean {
  return error instanceof Error && 'code' in error && errnos.has(String(error.code));
}
