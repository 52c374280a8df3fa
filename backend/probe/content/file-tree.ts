// SPDX-License-Identifier: Apache-2.0

/** The files of an image as far as they are looked at; paths are relative to its root, without "./". */
export interface FileTree {
  /** Whether something is there, of whatever kind; links are not followed. */
  has(path: string): boolean;
  /** Names in a directory; none when it is not there. */
  list(directory: string): readonly string[];
  /** Text of a small file that was kept; null when it is not there. */
  text(path: string): string | null;
}

const PROGRAM_DIRECTORIES = ['usr/bin', 'usr/sbin', 'bin', 'sbin', 'usr/local/bin'];

/** Paths whose names are looked at. */
const NAMED: readonly RegExp[] = [
  /^(?:usr\/)?s?bin\/[^/]+$/,
  /^usr\/local\/bin\/[^/]+$/,
  /^usr\/lib\/modules\/[^/]+\/(?:vmlinuz|initramfs\.img|[^/]+\.efi)$/,
  /^boot\/EFI\/Linux\/[^/]+\.efi$/,
  /^sysroot$/,
  /^usr\/lib\/systemd\/boot\/efi\/[^/]+$/,
  /^usr\/lib\/shim\/[^/]+$/,
  /^usr\/lib\/bootupd\/updates(?:\/|$)/,
  /^etc\/selinux\/[^/]+\/policy\/[^/]+$/,
];

/** Small files whose text is looked at. */
const KEPT: readonly RegExp[] = [
  /^(?:usr\/lib|usr\/local\/lib|etc)\/bootc\/install\/[^/]+\.toml$/,
  /^(?:usr\/lib|etc)\/ostree\/prepare-root\.conf$/,
  /^etc\/selinux\/config$/,
];

/** Larger ones are none of these files. */
export const MAX_TEXT_BYTES = 256 * 1024;

export function isKept(path: string): boolean {
  return KEPT.some((pattern) => pattern.test(path));
}

/** Whether a path says something of an image; in a merged /usr, /bin and its like are links. */
export function isOfInterest(path: string): boolean {
  return isKept(path) || NAMED.some((pattern) => pattern.test(path));
}

/** Names of all programs of a tree. */
export function programsOf(tree: FileTree): Set<string> {
  return new Set(PROGRAM_DIRECTORIES.flatMap((directory) => tree.list(directory)));
}
