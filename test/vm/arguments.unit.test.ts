// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { proofBootSector } from './boot-sector.ts';
import { credentialArguments, credentialChannel } from './credential-arguments.ts';
import { firmwareArguments } from './firmware.ts';
import type { MachineOptions } from './machine-options.ts';
import { networkArguments } from './network-arguments.ts';
import { qemuArguments, type Prepared } from './qemu-arguments.ts';
import { storageArguments } from './storage-arguments.ts';
import { machineSlots } from './vm-lock.ts';

const prepared: Prepared = {
  accelerator: 'tcg',
  sockets: { serial: '/s/serial', firmware: '/s/firmware', qmp: '/s/qmp', report: '/s/report' },
  variables: null,
  answerVolume: null,
  tpm: null,
  handedIn: [],
};

function line(options: Partial<MachineOptions>, change: Partial<Prepared> = {}): string {
  const whole = { name: 'n', firmware: 'bios', disks: [], ...options } as const;
  return qemuArguments(whole, { ...prepared, ...change }).join(' ');
}

test('the machine under TCG is the one that was measured', () => {
  const text = line({});
  expect(text).toContain('-accel tcg,thread=multi,tb-size=2048 -cpu max -smp 2 -machine q35');
  expect(text).toContain('-m 2048');
  expect(text).toContain('virtserialport,chardev=report,name=org.particleos.report');
  expect(text).toContain('-no-reboot');
  expect(text).toContain('-nic none');
});

test('Secure Boot needs SMM, and variables that only SMM can write', () => {
  const text = firmwareArguments('secureboot', '/v').join(' ');
  expect(text).toContain('-machine q35,smm=on -global driver=cfi.pflash01,property=secure,value=on');
  expect(text).toContain('readonly=on,file=/usr/share/OVMF/OVMF_CODE_4M.secboot.fd');
  expect(text).toContain('unit=1,format=raw,file=/v');
  expect(firmwareArguments('uefi', '/v').join(' ')).toContain('OVMF_CODE_4M.fd');
});

test('what is recorded comes in requests as the guest makes them', () => {
  const disk = { path: '/d', bus: 'virtio', serial: 'A' } as const;
  expect(line({ disks: [{ ...disk, writeLog: '/log' }] })).toMatch(
    /-device virtio-blk-pci,drive=disk0,serial=A,bootindex=1,request-merging=off/,
  );
  expect(line({ disks: [disk] })).not.toContain('request-merging');
});

describe('boot order', () => {
  const disks = (['virtio', 'sata', 'sata', 'nvme', 'usb'] as const).map((bus) => ({
    path: `/d,${bus}`,
    bus,
  }));
  const iso = { path: '/i', bus: 'cdrom' } as const;

  test('the ISO, then the disks as listed; the stick with answers never', () => {
    const text = storageArguments({ disks, iso }, '/answers').join('\n');
    expect(text.match(/^[^,\n]+,drive=\w+(?:,bus=[\w.]+)?.*$/gm)).toEqual([
      'ide-cd,drive=iso,bus=ide.5,bootindex=1',
      'virtio-blk-pci,drive=disk0,bootindex=2',
      'ide-hd,drive=disk1,bus=ide.0,bootindex=3',
      'ide-hd,drive=disk2,bus=ide.1,bootindex=4',
      'nvme,drive=disk3,serial=disk3,bootindex=5',
      'usb-storage,drive=disk4,bus=usb.0,removable=on,bootindex=6',
      'usb-storage,drive=answers,bus=usb.0,removable=on',
    ]);
    expect(text).toContain('file=/d,,virtio,format=raw,cache=unsafe');
  });
  test('a disk that is not bootable has no place in it', () => {
    const text = storageArguments(
      {
        disks: [
          { path: '/a', bus: 'virtio', bootable: false },
          { path: '/b', bus: 'virtio', serial: 'B' },
        ],
      },
      null,
    );
    expect(text[3]).toBe('virtio-blk-pci,drive=disk0');
    expect(text[7]).toBe('virtio-blk-pci,drive=disk1,serial=B,bootindex=1');
  });
});

test('only named ports are reached, unless the test wants the internet', () => {
  const network = {
    toHost: [{ guestPort: 80, hostPort: 8080 }],
    toGuest: [{ guestPort: 22, hostPort: 2222 }],
  };
  const text = networkArguments(network).join(' ');
  expect(text).toContain('user,id=net0,restrict=on,guestfwd=tcp:10.0.2.100:80-cmd:');
  expect(text).toContain('hostfwd=tcp:127.0.0.1:2222-:22');
  expect(networkArguments({ internet: true }).join(' ')).not.toContain('restrict');
});

test('credentials go by fw_cfg while their name is short enough, else by SMBIOS', async () => {
  expect(credentialChannel('particleos.token')).toBe('fw_cfg');
  expect(credentialChannel('a'.repeat(28))).toBe('fw_cfg');
  expect(credentialChannel('a'.repeat(29))).toBe('smbios');
  const directory = await mkdtemp(join(tmpdir(), 'unit-'));
  try {
    const long = 'systemd.extra-unit.particleos-probe.service';
    const args = await credentialArguments({ short: 'a\n', [long]: 'ä' }, directory);
    expect(args).toEqual([
      '-fw_cfg',
      `name=opt/io.systemd.credentials/short,file=${directory}/credential-short`,
      '-smbios',
      `type=11,path=${directory}/credential-${long}`,
    ]);
    expect(await readFile(join(directory, `credential-${long}`), 'utf8')).toBe(
      `io.systemd.credential.binary:${long}=w6Q=`,
    );
    await expect(credentialArguments({ 'a,b': '' }, directory)).rejects.toThrow('not a credential name');
  } finally {
    await rm(directory, { recursive: true });
  }
});

test('the proof guest is a boot sector on a disk that SeaBIOS can read', () => {
  const disk = proofBootSector();
  expect(disk).toHaveLength(1024 * 1024);
  expect([...disk.subarray(510, 512)]).toEqual([0x55, 0xaa]);
});

test.each([
  [2, 24, 1],
  [1, 2, 1],
  [8, 64, 2],
  [16, 12, 2],
])('%i processors and %i GiB run %i machines', (processors, gibibytes, slots) => {
  expect(machineSlots(processors, gibibytes * 1024 ** 3)).toBe(slots);
});
