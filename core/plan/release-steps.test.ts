// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { givenDisk } from './storage/given-disk.ts';
import type { Disk, Holder } from '../facts/facts.ts';
import type { Volume } from '../facts/storage-facts.ts';
import { checkDisk } from './check-disk.ts';
import { unreleasable, withRelease } from './release-steps.ts';
import type { Step } from './step.ts';

const volume = (kind: Volume['kind'], name: string): Volume => ({
  kind,
  name,
  path: kind === 'md' ? `/dev/${name}` : `/dev/mapper/${name}`,
  uuid: null,
  level: null,
  members: [],
  sizeBytes: 1,
  fileSystem: null,
});
const volumes = [volume('md', 'md127'), volume('luks', 'luks-1234'), volume('lvm', 'vg-root')];
const first: Step = {
  kind: 'action',
  id: 'backup-table',
  phase: 'disk',
  title: 'x',
  action: 'backup-table',
  params: {},
};

/** As the probe lists them: what holds a partition before what lies on that. */
const disk = (holders: Holder[]): Disk => givenDisk({ name: 'sda', sizeBytes: 2 ** 40, holders });
const held = disk([
  { kind: 'swap', name: 'swap', device: 'sda1' },
  { kind: 'device', name: 'md127', device: 'sda2' },
  { kind: 'device', name: 'luks-1234', device: 'md127' },
  { kind: 'device', name: 'vg-root', device: 'luks-1234' },
  { kind: 'mount', name: '/run/media/ada/old', device: 'vg-root' },
]);

describe('a disk in use', () => {
  test('lets go from the top down, each with its own words, before anything is noted', () => {
    const steps = withRelease([first], [held], { volumes });
    expect(steps.map((step) => (step.kind === 'command' ? step.argv.join(' ') : step.id))).toEqual([
      'umount /run/media/ada/old',
      'lvchange --activate n /dev/mapper/vg-root',
      'cryptsetup close luks-1234',
      'mdadm --stop /dev/md127',
      'swapoff /dev/sda1',
      'backup-table',
    ]);
    expect(steps[0]?.title).toBe('Unmount vg-root from /run/media/ada/old');
    expect(new Set(steps.map(({ id }) => id)).size).toBe(steps.length);
  });

  test('is refused by name without the wish, and for what belongs to the running system with it', () => {
    const busy = disk([...held.holders, { kind: 'mount', name: '/home', device: 'sda5' }]);
    const facts = { firmware: null, volumes };
    expect(checkDisk(held, facts, 0, { release: true }).map(({ code }) => code)).not.toContain('disk-busy');
    expect(checkDisk(held, facts, 0)).toContainEqual(expect.objectContaining({ code: 'disk-busy' }));
    expect(unreleasable(busy, { volumes })).toEqual([{ kind: 'mount', name: '/home', device: 'sda5' }]);
    expect(checkDisk(busy, facts, 0, { release: true })).toContainEqual(
      expect.objectContaining({
        code: 'disk-busy',
        params: expect.objectContaining({ holders: 'sda5 is mounted at /home' }),
      }),
    );
  });

  test('what lies on two disks is let go of once, after what lies on it', () => {
    const member = (name: string): Disk =>
      givenDisk({
        name,
        sizeBytes: 2 ** 40,
        holders: [
          { kind: 'device', name: 'md127', device: `${name}1` },
          { kind: 'mount', name: '/mnt/old', device: 'md127' },
        ],
      });
    const steps = withRelease([first], [member('sda'), member('sdb')], { volumes });
    expect(steps.map((step) => (step.kind === 'command' ? step.argv.join(' ') : step.id))).toEqual([
      'umount /mnt/old',
      'mdadm --stop /dev/md127',
      'backup-table',
    ]);
  });

  test('a device that nobody knows is not closed', () => {
    const unknown = disk([{ kind: 'device', name: 'mpatha', device: 'sda' }]);
    expect(unreleasable(unknown, { volumes })).toHaveLength(1);
  });
});
