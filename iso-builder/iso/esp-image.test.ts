// SPDX-License-Identifier: Apache-2.0
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { RealRunner } from '../../backend/runner/real-runner.ts';
import { makeEspImage } from './esp-image.ts';

const real = new RealRunner();
const isThere = (program: string): Promise<boolean> =>
  real.run({ argv: [program, '--version'], timeoutMs: 30_000, okExitCodes: [0, 1] }).then(
    () => true,
    () => false,
  );
const hasTools = (await isThere('mkfs.vfat')) && (await isThere('mcopy'));

/** Where Debian's packages put the loaders, and what stands for them; sizes are in the range of the real ones. */
const loaders = {
  'usr/lib/shim/shimx64.efi.signed': Buffer.alloc(950_000, 'shim'),
  'usr/lib/grub/x86_64-efi-signed/gcdx64.efi.signed': Buffer.alloc(2_650_000, 'grub for CDs'),
  'usr/lib/grub/x86_64-efi-signed/grubx64.efi.signed': Buffer.alloc(2_600_000, 'another'),
  'usr/lib/shim/mmx64.efi.signed': Buffer.alloc(850_000, 'mok'),
  'usr/lib/shim/fbx64.efi.signed': Buffer.alloc(90_000, 'fallback'),
};

let directory: string;
let image: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'esp-'));
  image = join(directory, 'esp.img');
  for (const [name, content] of Object.entries(loaders)) {
    await mkdir(dirname(join(directory, name)), { recursive: true });
    await writeFile(join(directory, name), content);
  }
});
afterEach(() => rm(directory, { recursive: true, force: true }));

describe('the ESP of the ISO', () => {
  beforeEach(({ skip }) => skip(!hasTools, 'dosfstools or mtools is not installed'));

  const mtools = async (...argv: [string, ...string[]]): Promise<string> =>
    (await real.run({ argv, timeoutMs: 60_000 })).stdout;

  async function contentOf(name: string): Promise<Buffer> {
    const out = join(directory, 'out');
    await rm(out, { force: true });
    await mtools('mcopy', '-i', image, `::${name}`, out);
    return readFile(out);
  }

  test('holds shim, the GRUB for CDs under the name shim asks for, and nothing that writes boot entries', async () => {
    await makeEspImage(real, directory, image, 'MY_LABEL');
    const listed = (await mtools('mdir', '-i', image, '-/', '-b', '::')).trim().split('\n').toSorted();
    expect(listed.filter((name) => !name.endsWith('/'))).toEqual([
      '::/EFI/BOOT/BOOTX64.EFI',
      '::/EFI/BOOT/grubx64.efi',
      '::/EFI/BOOT/mmx64.efi',
      '::/EFI/debian/grub.cfg',
      '::/boot/grub/grub.cfg',
    ]);
    expect((await contentOf('EFI/BOOT/BOOTX64.EFI')).equals(loaders['usr/lib/shim/shimx64.efi.signed'])).toBe(
      true,
    );
    const grub = loaders['usr/lib/grub/x86_64-efi-signed/gcdx64.efi.signed'];
    expect((await contentOf('EFI/BOOT/grubx64.efi')).equals(grub)).toBe(true);
  });

  test('both configurations lead to the menu by the label of the ISO', async () => {
    await makeEspImage(real, directory, image, 'MY_LABEL');
    for (const place of ['EFI/debian', 'boot/grub']) {
      const lines = (await contentOf(`${place}/grub.cfg`)).toString().trim().split('\n');
      expect(lines).toEqual([
        'search --no-floppy --label MY_LABEL --set=root',
        'set prefix=($root)/boot/grub',
        'configfile $prefix/grub.cfg',
      ]);
    }
  });

  test('is as large as what it holds needs, in whole MiB, with a serial number that is no time', async () => {
    await makeEspImage(real, directory, image, 'X');
    const { size } = await stat(image);
    expect(size % 1024 ** 2).toBe(0);
    expect(size).toBe(5 * 1024 ** 2);
    // The serial number of the file system is fixed: it would be the time.
    expect((await mtools('minfo', '-i', image, '::')).toLowerCase()).toContain('serial number: 50415254');
  });

  test('a loader that is not there is an error, and makes no image', async () => {
    await rm(join(directory, 'usr/lib/shim/mmx64.efi.signed'));
    await expect(makeEspImage(real, directory, image, 'X')).rejects.toThrow(/ENOENT.*mmx64/);
    await expect(stat(image)).rejects.toThrow(/ENOENT/);
  });
});
