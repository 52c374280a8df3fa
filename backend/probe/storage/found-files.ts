// SPDX-License-Identifier: Apache-2.0

/** What one look into a file system brought (look-script.ts). */
export interface FoundFiles {
  /** Bytes that hold data, as statfs(2) counts them; null: not said. */
  readonly usedBytes: number | null;
  /** Of a btrfs only: the least its device can be shrunk to. */
  readonly minimumBytes: number | null;
  /** Text of each file by its path in the file system; empty for what was only seen to be there. */
  readonly files: ReadonlyMap<string, string>;
}

/** Reads what the script printed; pairs that are cut off are left out. Pure; never throws. */
export function foundFiles(printed: string): FoundFiles {
  const fields = printed.split('\0');
  const files = new Map<string, string>();
  for (let at = 0; at + 2 < fields.length; at += 2) files.set(fields[at] ?? '', fields[at + 1] ?? '');
  const [, unit, blocks, free] = /^(\d{1,15}) (\d{1,15}) (\d{1,15})$/.exec(files.get('space') ?? '') ?? [];
  const usedBytes = (Number(blocks) - Number(free)) * Number(unit);
  // "1234567 bytes (1.18MiB)" (btrfs-progs, cmds/inspect.c, print_min_dev_size).
  const minimum = /^(\d{1,15}) bytes/.exec(files.get('minimum') ?? '')?.[1];
  files.delete('space');
  files.delete('minimum');
  return {
    usedBytes: Number.isSafeInteger(usedBytes) && usedBytes >= 0 ? usedBytes : null,
    minimumBytes: minimum === undefined ? null : Number(minimum),
    files,
  };
}
