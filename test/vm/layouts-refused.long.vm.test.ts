// SPDX-License-Identifier: Apache-2.0
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failWrites, pullOut, putBack } from './disk-faults.ts';
import { makeEmptyDisk } from './disk-images.ts';
import { answersOf, bytesForSystem, LayoutLab } from './layouts/layout-lab.ts';
import { throughFile } from './layouts/fill-volume.ts';
import { tool } from './layouts/made-disk.ts';
import { makeWindowsDisk, windows } from './layouts/windows-disk.ts';
import type { Disk } from './machine-options.ts';
import { outputDirectory } from './medium.ts';

const MiB = 1024 ** 2;
/** The first superblock of the root that an install on an erased disk makes: 1 KiB into its fourth partition. */
const ROOT_SUPERBLOCK = ((1 + 1 + 512 + 1024) * MiB + 1024) / 512;
const STEP_MS = 1_800_000;
const alongside = `layout: { kind: alongside, shrink: { number: ${String(windows.system)} }, to: 1000 MiB }`;
const erase = 'layout: { kind: erase }';

const layouts = {
  DIRTY: alongside,
  'FULL-ESP': alongside,
  'BAD-SECTOR': erase,
  'WRITES-FAIL': erase,
  PULLED: erase,
  SWAPPED: erase,
} as const;
type Name = keyof typeof layouts;
const names = Object.keys(layouts) as Name[];

/** Disks that cannot be installed on, and disks that fail while they are: nothing hangs, and what is told is true. */
describe('disks that fail', () => {
  let lab: LayoutLab;
  let disks: readonly Disk[];
  const pathOf = (name: Name): string => join(outputDirectory, `layouts-${name.toLowerCase()}.img`);
  const sumOf = async (name: Name): Promise<string> => tool(['sha256sum', pathOf(name)]);

  beforeAll(async () => {
    const systemBytes = await bytesForSystem();
    const shrinkable = {
      sizeBytes: systemBytes + 1600 * MiB,
      systemMiB: Math.ceil(systemBytes / MiB) + 1100,
    };
    await makeWindowsDisk(pathOf('DIRTY'), shrinkable);
    // ntfsfix(8) marks the volume so that Windows checks it at its next start.
    await throughFile(pathOf('DIRTY'), windows.system, (file) => tool(['ntfsfix', file]));
    await makeWindowsDisk(pathOf('FULL-ESP'), { ...shrinkable, espMiB: 40 });
    for (const name of ['BAD-SECTOR', 'WRITES-FAIL', 'PULLED', 'SWAPPED'] as const)
      await makeEmptyDisk(pathOf(name), systemBytes);
    disks = names.map((serial) => ({
      path: pathOf(serial),
      bus: serial === 'PULLED' || serial === 'SWAPPED' ? 'usb' : 'virtio',
      serial,
      ...(layouts[serial] === alongside
        ? {}
        : { faulty: { badSectors: serial === 'BAD-SECTOR' ? [ROOT_SUPERBLOCK] : [] } }),
    }));
    lab = await LayoutLab.open({
      name: 'layouts-refused',
      variables: join(outputDirectory, 'layouts-refused.variables.fd'),
      disks,
      answers: Object.fromEntries(names.map((name) => [name, answersOf(name, layouts[name])])),
    });
  });
  afterAll(async () => {
    await lab?.[Symbol.asyncDispose]();
    for (const name of names) await rm(pathOf(name), { force: true });
  });

  /** Starts an install and does something to its disk when a step of it has begun. */
  const meanwhile = async (name: Name, step: string, act: () => Promise<void>): Promise<void> => {
    await lab.sh(
      `rm -f /run/particleos/run.json /run/status; { ${lab.applyLine(name)}; echo $? > /run/status; } &`,
    );
    const begun = `until grep -qs '"stepId":"${step}"' /run/particleos/run.json; do sleep 1; done`;
    await lab.sh(begun, STEP_MS);
    await act();
    await lab.sh('until [ -e /run/status ]; do sleep 1; done', STEP_MS);
  };

  test('a dirty NTFS is refused', async () => {
    const before = await sumOf('DIRTY');
    const { status, words } = await lab.try('DIRTY');
    expect(status).toBe(3);
    expect(words).toContain('[shrink-dirty]');
    expect(words).toContain('particleos: refused: nothing was written');
    expect(await sumOf('DIRTY')).toBe(before);
  });

  test('beside a full ESP a new one is planned, with the numbers', async () => {
    const { status, output } = await lab.live.shell.run(`particleos-installer plan /run/data/FULL-ESP.yaml`);
    expect(output).toMatch(/\[esp-small\]/);
    expect(status).toBe(0);
  });

  test('a sector that takes no write: the run fails there', async () => {
    const { status, result, words } = await lab.try('BAD-SECTOR');
    expect(status).toBe(1);
    expect(result).toMatchObject({ state: 'failed', disk: 'formatted', leftovers: [] });
    expect(words).toContain('[disk-failing]');
  });

  test('a disk that turns read-only while the image is unpacked', async () => {
    await meanwhile('WRITES-FAIL', 'unpack', () =>
      failWrites(lab.live.machine, names.indexOf('WRITES-FAIL')),
    );
    expect(await lab.lastRun()).toMatchObject({
      state: 'failed',
      disk: 'system-incomplete',
      leftovers: [],
      issues: [{ code: 'disk-failing' }],
    });
  });

  test('a disk that is pulled out while the image is unpacked', async () => {
    await meanwhile('PULLED', 'unpack', () => pullOut(lab.live.machine, names.indexOf('PULLED')));
    expect(await lab.lastRun()).toMatchObject({
      state: 'failed',
      disk: 'system-incomplete',
      leftovers: [],
      issues: [{ code: 'disk-failing' }],
    });
  });

  test('a disk that is exchanged for another one of the same serial number before the first write', async () => {
    const other = await makeEmptyDisk(join(outputDirectory, 'layouts-other.img'), 1024 * MiB);
    const before = await tool(['sha256sum', other]);
    await meanwhile('SWAPPED', 'verify-image', async () => {
      const index = names.indexOf('SWAPPED');
      await pullOut(lab.live.machine, index);
      await putBack(lab.live.machine, index, { path: other, serial: 'SWAPPED' });
    });
    expect(await lab.lastRun()).toMatchObject({
      state: 'failed',
      disk: 'untouched',
      issues: [{ code: 'disk-changed' }],
    });
    expect(await tool(['sha256sum', other])).toBe(before);
    await rm(other);
  });
});
