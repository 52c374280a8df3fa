// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';

/** util-linux printed numbers as strings until 2.33, and newer versions still do for some columns. */
const wholeNumber = z.union([
  z.number().int().nonnegative(),
  z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number),
]);
const optionalNumber = wholeNumber.nullish().transform((value) => value ?? null);

const optionalFlag = z
  .union([z.boolean(), z.literal([0, 1]), z.literal(['0', '1'])])
  .nullish()
  .transform((value) => value === true || value === 1 || value === '1');

/** Empty and blank strings are lsblk's other way to say "not known". */
const optionalText = z
  .string()
  .nullish()
  .transform((value) => {
    const text = value?.trim() ?? '';
    return text === '' ? null : text;
  });

const lsblkNode = z.object({
  /** Name as a person knows it: for device-mapper the mapper name. */
  name: z.string().min(1),
  /** Kernel name: "dm-0" for device-mapper. */
  kname: z.string().min(1),
  path: z.string().startsWith('/'),
  'maj:min': z.string().regex(/^ *\d+:\d+ *$/),
  /** disk, part, loop, rom, crypt, lvm, mpath, raid1, ... */
  type: z.string().min(1),
  size: wholeNumber.nullable().transform((value) => value ?? 0),
  ro: optionalFlag,
  rm: optionalFlag,
  rota: optionalFlag,
  tran: optionalText,
  vendor: optionalText,
  model: optionalText,
  serial: optionalText,
  wwn: optionalText,
  subsystems: optionalText,
  'log-sec': wholeNumber,
  'phy-sec': wholeNumber,
  'opt-io': optionalNumber,
  /** Largest discard the device takes, in bytes; 0: none. */
  'disc-max': optionalNumber,
  pttype: optionalText,
  ptuuid: optionalText,
  /** In units of 512 bytes whatever the sector size (lsblk.c, COL_START). */
  start: optionalNumber,
  parttype: optionalText,
  partuuid: optionalText,
  partlabel: optionalText,
  /** "0x8000000000000001": the attributes of the table's entry. */
  partflags: optionalText,
  fstype: optionalText,
  /** Version of what is there: "1.0" of ext4, "2" of LUKS. */
  fsver: optionalText,
  label: optionalText,
  uuid: optionalText,
  mountpoints: z
    .array(z.string().nullable())
    .nullish()
    .transform((value) => (value ?? []).filter((point) => point !== null && point !== '') as string[]),
  get children() {
    return z.array(lsblkNode).default([]);
  },
});

/** What `lsblk --json` prints for LSBLK_COLUMNS; tolerant of how 2.38 to 2.41 write the same value. */
export const lsblkSchema = z.object({ blockdevices: z.array(lsblkNode) });

/** One block device with what is stacked on it. A device on two disks (MD, LVM) stands below both. */
export type LsblkNode = z.infer<typeof lsblkNode>;

/** Only columns that util-linux 2.38 (Debian 12) knows: an unknown one makes lsblk fail as a whole. */
export const LSBLK_COLUMNS = Object.keys(lsblkNode.shape)
  .filter((key) => key !== 'children')
  .map((key) => key.toUpperCase());

/** The node and everything stacked on it, depth first. */
export function* withDescendants(node: LsblkNode): Generator<LsblkNode> {
  yield node;
  for (const child of node.children) yield* withDescendants(child);
}
