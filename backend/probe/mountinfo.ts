// SPDX-License-Identifier: Apache-2.0

/** One line of /proc/self/mountinfo (proc_pid_mountinfo(5)), as far as it is needed here. */
export interface Mount {
  /** "8:1"; an anonymous "0:N" for btrfs, overlay and the like. */
  readonly majMin: string;
  readonly point: string;
  readonly type: string;
  readonly source: string;
}

/** The kernel writes blank, tab, newline and backslash as three octal digits (show_mountinfo, mangle()). */
function unmangle(text: string): string {
  return text.replaceAll(/\\([0-7]{3})/g, (_, octal: string) => String.fromCodePoint(parseInt(octal, 8)));
}

/** Reads mountinfo; lines it does not understand are left out. */
export function parseMountinfo(text: string): Mount[] {
  return text.split('\n').flatMap((line) => {
    // The number of optional fields before " - " varies, so both halves are read from their own start.
    const [left = '', right = ''] = line.split(' - ', 2);
    const [, , majMin, , point] = left.split(' ');
    const [type, source] = right.split(' ');
    if (majMin === undefined || point === undefined || type === undefined || source === undefined) return [];
    return [{ majMin, point: unmangle(point), type, source: unmangle(source) }];
  });
}

/** The mount a path lies in: the longest mount point that contains it, the last one mounted there. */
export function mountOf(mounts: readonly Mount[], path: string): Mount | undefined {
  let best: Mount | undefined;
  for (const mount of mounts) {
    const prefix = mount.point === '/' ? '/' : `${mount.point}/`;
    const contains = path === mount.point || path.startsWith(prefix);
    if (contains && mount.point.length >= (best?.point.length ?? 0)) best = mount;
  }
  return best;
}
