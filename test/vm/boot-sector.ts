// SPDX-License-Identifier: Apache-2.0

/** What the guest writes to the debug port when all its instructions worked. */
export const PROOF_TOKEN = 'PARTICLE-OK';
/** isa-debug-exit makes (value << 1) | 1 of the 0x20 that the guest writes. */
export const PROOF_EXIT_CODE = 65;

const SECTOR_BYTES = 512;
/** SeaBIOS cannot read from a disk of one sector. */
const DISK_BYTES = 1024 * 1024;

/** boot-sector.s, assembled as its head says, without the zeros before the boot signature. */
const assembled =
  '+jHAjtiOwI7QvAB8Zr8AEAAADyLfZjHAZrkADAAAZvOrZscGABADIAAAZscGACADMAAAZscGADCDAAAADyDgZg0gAgAADyLg' +
  'ZrmAAADADzJmDQABAAAPMA8gwGaD4PtmDQEAAIAPIsAPARb4fOpyfAgAZrgQAI7YjsCO0LgBAAAAD6IxwDHSuwEAAAAxyb8A' +
  'UAAASMcHAAAAAEjHRwgAAAAA8EgPxw8PEAcPEUcQvs18AAC5DAAAAANPEIPpAazm6eL7sCBmugEF7vTr/VBBUlRJQ0xFLU9L' +
  'Cg8fgAAAAAAAAAAAAAAAAP//AAAAmq8A//8AAACSzwAXAOB8';

/** A bootable disk with nothing but the proof guest. */
export function proofBootSector(): Uint8Array {
  const disk = new Uint8Array(DISK_BYTES);
  disk.set(Buffer.from(assembled, 'base64'));
  disk.set([0x55, 0xaa], SECTOR_BYTES - 2);
  return disk;
}
