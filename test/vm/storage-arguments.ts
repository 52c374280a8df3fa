// SPDX-License-Identifier: Apache-2.0
import type { Disk, MachineOptions } from './machine-options.ts';

/** A comma ends a value in QEMU's options; a doubled one is a comma. */
function value(text: string): string {
  return text.replaceAll(',', ',,');
}

/** The host's page cache answers flushes too: a test disk need not survive the host's power cut. */
function backend(id: string, disk: Pick<Disk, 'path' | 'format' | 'readonly'>): string {
  const readonly = disk.readonly === true ? ',readonly=on' : '';
  return `if=none,id=${id},file=${value(disk.path)},format=${disk.format ?? 'raw'},cache=unsafe,discard=unmap,detect-zeroes=unmap${readonly}`;
}

/** A raw disk whose requests are recorded on the way, as they come: zeros are not made into holes. */
function recorded(id: string, path: string, log: string): string {
  const file = (name: string, at: string): string =>
    `${name}.driver=file,${name}.filename=${value(at)},${name}.cache.no-flush=on`;
  return `driver=blklogwrites,node-name=${id},discard=unmap,log-sector-size=512,log-super-update-interval=1,${file('file', path)},${file('log', log)}`;
}

/** A raw disk whose file can be exchanged for one that fails while the machine runs; blkdebug fails single sectors. */
function faulty(id: string, path: string, badSectors: readonly number[]): string[] {
  const file = `driver=file,node-name=${id}-file,filename=${value(path)},cache.no-flush=on`;
  const rules = badSectors.map((sector, index) => {
    const rule = `inject-error.${String(index)}`;
    return `,${rule}.event=none,${rule}.iotype=write,${rule}.sector=${String(sector)}`;
  });
  return [
    '-blockdev',
    file,
    '-blockdev',
    `driver=blkdebug,node-name=${id}-bad,image=${id}-file${rules.join('')}`,
    '-blockdev',
    `driver=raw,node-name=${id},file=${id}-bad`,
  ];
}

function drive(id: string, disk: Disk): string[] {
  if (disk.faulty !== undefined) return faulty(id, disk.path, disk.faulty.badSectors);
  if (disk.writeLog === undefined) return ['-drive', backend(id, disk)];
  return ['-blockdev', recorded(id, disk.path, disk.writeLog)];
}

/**
 * QEMU joins requests to up to 1024 pieces, blklogwrites puts two of its own before them, and no system call takes more than
 * IOV_MAX, 1024: the write fails with EINVAL (seen with 10.0.2; qemu-io's writev of 1023 pieces shows it), and the guest
 * believes its disk broken. It takes a fast host to have that many requests at once.
 */
const UNMERGED = ',request-merging=off';

function sectors(bytes: number): string {
  return `,logical_block_size=${String(bytes)},physical_block_size=${String(bytes)}`;
}

function frontend(id: string, disk: Disk, sataPort: number, bootIndex: number | null): string {
  const tail =
    (disk.faulty === undefined ? '' : `,id=${id}-device`) +
    (disk.serial === undefined ? '' : `,serial=${value(disk.serial)}`) +
    (disk.sectorBytes === undefined ? '' : sectors(disk.sectorBytes)) +
    (bootIndex === null ? '' : `,bootindex=${String(bootIndex)}`);
  switch (disk.bus) {
    case 'virtio':
      return `virtio-blk-pci,drive=${id}${tail}${disk.writeLog === undefined ? '' : UNMERGED}`;
    case 'sata':
      return `ide-hd,drive=${id},bus=ide.${String(sataPort)}${tail}`;
    case 'nvme':
      // An NVMe controller without a serial number is refused by QEMU.
      return `nvme,drive=${id}${disk.serial === undefined ? `,serial=${id}` : ''}${tail}`;
    case 'usb':
      return `usb-storage,drive=${id},bus=usb.0,removable=on${tail}`;
  }
}

/** Drives and devices; needs the USB controller "usb" before. The answer volume is never booted from. */
export function storageArguments(
  options: Pick<MachineOptions, 'disks' | 'iso'>,
  answerVolume: string | null,
): string[] {
  const args: string[] = [];
  let bootIndex = 1;
  let sataPort = 0;
  if (options.iso !== undefined) {
    const { path, bus } = options.iso;
    const tail = `bootindex=${String(bootIndex++)}`;
    args.push(
      '-drive',
      `if=none,id=iso,file=${value(path)},format=raw,readonly=on${bus === 'cdrom' ? ',media=cdrom' : ''}`,
    );
    // q35 has SATA ports 0 to 5; disks are counted from the other end.
    const device =
      bus === 'cdrom' ? 'ide-cd,drive=iso,bus=ide.5' : 'usb-storage,drive=iso,bus=usb.0,removable=on';
    args.push('-device', `${device},${tail}`);
  }
  for (const [index, disk] of options.disks.entries()) {
    const id = `disk${String(index)}`;
    const boots = disk.bootable !== false;
    args.push(...drive(id, disk), '-device', frontend(id, disk, sataPort, boots ? bootIndex : null));
    if (disk.bus === 'sata') sataPort++;
    if (boots) bootIndex++;
  }
  if (answerVolume !== null) {
    args.push('-drive', backend('answers', { path: answerVolume, readonly: true }));
    args.push('-device', 'usb-storage,drive=answers,bus=usb.0,removable=on');
  }
  return args;
}
