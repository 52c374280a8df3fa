// SPDX-License-Identifier: Apache-2.0

/** The files of a system as far as they are looked at; paths are relative to its root, without "./". */
export interface FileTree {
  /** Whether something is there, of whatever kind; links are not followed. */
  has(path: string): boolean;
  /** A regular file, or another name of one. */
  isFile(path: string): boolean;
  isDirectory(path: string): boolean;
  /** Names in a directory; none when it is not there. */
  list(directory: string): readonly string[];
  /** What a symbolic link says; null when there is none. */
  link(path: string): string | null;
  /** Text of a small file that was kept, by symbolic links too; null when it is not there. */
  text(path: string): string | null;
}

const PROGRAM_DIRECTORIES = ['usr/bin', 'usr/sbin', 'usr/local/bin', 'usr/local/sbin'];

/** Paths whose names are looked at. */
const NAMED: readonly RegExp[] = [
  /^usr\/(?:local\/)?s?bin\/[^/]+$/,
  /^usr\/lib\/modules\/[^/]+\/(?:vmlinuz|initramfs\.img|[^/]+\.efi)$/,
  /^usr\/lib\/systemd\/system-generators\/zram-generator$/,
  /^boot(?:\/EFI\/Linux\/[^/]+\.efi)?$/,
  /^sysroot$/,
  /^usr\/lib\/systemd\/boot\/efi\/[^/]+$/,
  /^usr\/lib\/shim\/[^/]+$/,
  /^usr\/lib\/bootupd\/updates(?:\/|$)/,
  /^usr\/lib\/efi\/[^/]+\/[^/]+\/EFI\/[^/]+\/[^/]+$/,
  /^etc\/selinux\/[^/]+\/policy\/[^/]+$/,
  /^usr\/share\/(?:wayland-sessions|xsessions)\/[^/]+\.desktop$/,
  /^(?:usr\/)?etc\/systemd\/system\/display-manager\.service$/,
];

/** Small files whose text is looked at; bootc passes over those that are symbolic links (liboverdrop). */
const INSTALL_TOML = /^(?:usr\/lib|usr\/local\/lib|etc)\/bootc\/install\/[^/]+\.toml$/;
/** The same, and symbolic links at them are followed. */
const FOLLOWED: readonly RegExp[] = [
  /^(?:usr\/lib|etc)\/ostree\/prepare-root\.conf$/,
  /^etc\/selinux\/config$/,
  /^(?:usr\/)?etc\/(?:gdm3\/daemon|gdm\/custom)\.conf$/,
];

/** Larger ones are none of these files. */
export const MAX_TEXT_BYTES = 256 * 1024;

export function isFollowed(path: string): boolean {
  return FOLLOWED.some((pattern) => pattern.test(path));
}

export function isKept(path: string): boolean {
  return INSTALL_TOML.test(path) || isFollowed(path);
}

/** Whether a path says something of a system. */
export function isOfInterest(path: string): boolean {
  return isKept(path) || NAMED.some((pattern) => pattern.test(path));
}

/** Names of all programs of a tree. */
export function programsOf(tree: FileTree): Set<string> {
  return new Set(PROGRAM_DIRECTORIES.flatMap((directory) => tree.list(directory)));
}
