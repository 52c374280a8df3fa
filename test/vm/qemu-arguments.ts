// SPDX-License-Identifier: Apache-2.0
import { acceleratorArguments, type Accelerator } from './accelerator.ts';
import { firmwareArguments } from './firmware.ts';
import { SLOT } from './hot-plug.ts';
import type { MachineOptions } from './machine-options.ts';
import { networkArguments } from './network-arguments.ts';
import { tpmArguments } from './software-tpm.ts';
import { storageArguments } from './storage-arguments.ts';

/** Unix sockets that the harness listens on; QEMU connects to them at its start, so nothing early is lost. */
export interface Sockets {
  readonly serial: string;
  readonly firmware: string;
  readonly qmp: string;
  readonly report: string;
}

/** Files made for one run. */
export interface Prepared {
  readonly accelerator: Accelerator;
  readonly sockets: Sockets;
  readonly variables: string | null;
  readonly answerVolume: string | null;
  /** Control socket of a running swtpm. */
  readonly tpm: string | null;
  /** From credential-arguments.ts and for the answer file in fw_cfg. */
  readonly handedIn: readonly string[];
}

/** The port's name in the guest: /dev/virtio-ports/NAME. */
export const REPORT_PORT = 'org.particleos.report';
export const ANSWERS_FW_CFG = 'opt/org.particleos/answers';
const DEFAULT_MEMORY_MIB = 2048;

function socket(id: string, path: string): string[] {
  return ['-chardev', `socket,id=${id},path=${path},server=off`];
}

/** QEMU's arguments after the program name: pure, so that tests can read them. */
export function qemuArguments(options: MachineOptions, prepared: Prepared): string[] {
  const { accelerator, sockets, variables, answerVolume, tpm, handedIn } = prepared;
  const screen =
    options.desktop === true ? ['-device', 'virtio-vga', '-device', 'usb-tablet'] : ['-vga', 'std'];
  const kernel =
    options.kernel === undefined
      ? []
      : [
          '-kernel',
          options.kernel.path,
          '-initrd',
          options.kernel.initramfs,
          '-append',
          options.kernel.commandLine,
        ];
  const rows: (readonly string[])[] = [
    ['-nodefaults', '-no-user-config', '-name', options.name],
    acceleratorArguments(accelerator),
    firmwareArguments(options.firmware, variables),
    ['-m', String(options.memoryMiB ?? DEFAULT_MEMORY_MIB)],
    // Nothing is started that is not in the boot order: an empty disk fails at once.
    ['-boot', 'menu=off,strict=on'],
    options.allowReboot === true ? [] : ['-no-reboot'],
    ['-display', 'none', '-device', 'qemu-xhci,id=usb', ...screen, '-device', 'usb-kbd'],
    ['-device', 'virtio-rng-pci'],
    tpmArguments(tpm),
    socket('qmp', sockets.qmp),
    ['-mon', 'chardev=qmp,mode=control'],
    socket('serial', sockets.serial),
    ['-serial', 'chardev:serial'],
    // SeaBIOS says here what it otherwise only shows on the screen.
    socket('firmware', sockets.firmware),
    ['-device', 'isa-debugcon,iobase=0x402,chardev=firmware'],
    socket('report', sockets.report),
    ['-device', 'virtio-serial-pci', '-device', `virtserialport,chardev=report,name=${REPORT_PORT}`],
    networkArguments(options.network),
    // A disk in the root complex itself cannot be pulled out.
    options.slot === true ? ['-device', `pcie-root-port,id=${SLOT},chassis=1,slot=1`] : [],
    storageArguments(options, answerVolume),
    handedIn,
    kernel,
  ];
  return rows.flat();
}
