// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { calamaresFit } from '../../core/convert/calamares-fit.ts';
import { factsSchema, type Disk, type Facts } from '../../core/facts/facts.ts';
import type { Issue } from '../../core/issues/issue.ts';
import type { Request } from '../../core/request/request.ts';
import { read } from './calamares-storages.ts';

const factsOf = (scenario: string): Facts => factsSchema.parse(read(`plans/${scenario}/facts.json`));
const request: Request = { version: 1, disk: { only: true }, after: 'stay' };

/** What is said of the disks when a choice was made; of warnings the disk's name. */
function said(
  facts: Facts,
  choice: string | undefined,
  more: Partial<Request> = {},
  counts: (issue: Issue) => boolean = () => true,
): unknown[] {
  return calamaresFit(facts, { request: { ...request, ...more }, choice, counts }).map(
    ({ severity, code, params }) => (severity === 'error' ? code : [code, params['disk']]),
  );
}

/** A captured machine with three empty disks and one with a system, three of them of 10 GiB. */
const facts = factsOf('calamares-replace');
const onlyDisk = (name: string, more: Partial<Disk> = {}): Facts => ({
  ...facts,
  disks: facts.disks.filter((disk) => disk.name === name).map((disk) => ({ ...disk, ...more })),
});
const unfit = (name: string): unknown => ['calamares-disk-unfit', expect.stringContaining(name)];

describe('disks, before anybody knows which one was chosen', () => {
  test('all will do to be erased, and by hand', () => {
    for (const choice of [undefined, 'erase', 'manual']) expect(said(facts, choice)).toEqual([]);
  });

  test('a disk that is too small is told, where another one will do', () => {
    const disks = facts.disks.map((disk) => (disk.name === 'vda' ? { ...disk, sizeBytes: 2 ** 30 } : disk));
    expect(said({ ...facts, disks }, 'erase')).toEqual([unfit('vda')]);
  });

  test('a stick beside them stops nobody while a page has not been asked yet', () => {
    const disks = facts.disks.map((disk) =>
      disk.name === 'vda' ? { ...disk, sizeBytes: 4 * 2 ** 20 } : disk,
    );
    // Calamares' guess before its page for places: no disk would do with it.
    const guess = { locale: 'en' };
    expect(said({ ...facts, disks }, undefined, guess)).toContain('disk-too-small');
    const asked = ({ path }: Issue): boolean => path[0] !== 'locale';
    expect(said({ ...facts, disks }, undefined, guess, asked)).toEqual([unfit('vda')]);
  });

  test('it stops when no disk will do', () => {
    expect(said(onlyDisk('vda', { sizeBytes: 2 ** 30 }), 'erase')).toEqual(['disk-too-small']);
    const bios = onlyDisk('vda', { logicalSectorBytes: 4096 });
    expect(said({ ...bios, firmware: { kind: 'bios', secureBoot: null } }, 'erase')).toEqual([
      'disk-4k-bios',
    ]);
  });

  test('a disk without a name is told, and stops where it is the only one that is left', () => {
    const nameless = { serial: null, wwn: null, byId: [] };
    const disks = facts.disks.map((disk) => (disk.name === 'vda' ? { ...disk, ...nameless } : disk));
    expect(said({ ...facts, disks }, 'erase')).toEqual([unfit('vda')]);
    expect(said(onlyDisk('vda', nameless), 'erase')).toEqual([]);
  });

  test('what swap or encryption needs belongs to it', () => {
    const hibernate = { swap: { kind: 'partition', hibernate: true } } as const;
    const secure = { ...onlyDisk('vda'), firmware: { kind: 'uefi', secureBoot: true } } as const;
    expect(said(secure, 'erase', hibernate)).toEqual(['hibernate-cannot']);
  });

  test('in place of a partition, or beside one, needs a table with partitions', () => {
    for (const choice of ['replace', 'alongside']) {
      expect(said(facts, choice)).toEqual(expect.arrayContaining([unfit('vda'), unfit('vdb')]));
      expect(said(facts, choice)).not.toContainEqual(unfit('vdd'));
      expect(said(onlyDisk('vda'), choice)).toEqual(['layout-needs-gpt']);
    }
  });

  test('beside a system under BIOS is refused before it was made smaller', () => {
    const debian = factsOf('refused-free-space-bios');
    expect(said(debian, 'alongside')).toEqual(expect.arrayContaining(['layout-bios-beside']));
  });

  test('what Calamares lets go of is no reason', () => {
    const mounted = { holders: [{ kind: 'mount', name: '/media/x', device: 'vdd2' }] } as const;
    expect(said(onlyDisk('vdd', { ...mounted, holders: [...mounted.holders] }), 'erase')).toEqual([]);
  });
});
