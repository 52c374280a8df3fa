// SPDX-License-Identifier: Apache-2.0
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { bootSteps } from '../../core/plan/ostree/boot-steps.ts';
import { givenDisk } from '../../core/plan/storage/given-disk.ts';
import { wholeDiskLayout } from '../../core/plan/storage/whole-disk-layout.ts';
import { loaderFiles, outdatedLoader, renewLoader, type LoaderPlaces } from './renew-loader.ts';

let directory: string;
let places: LoaderPlaces;
const all = loaderFiles.map(([onEsp]) => onEsp);

async function put(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}
const onEsp = (name: string): Promise<string> => readFile(join(places.esp, name), 'utf8');

/** A PE file of two sections, the second with these words. */
function loaderOf(sbat: string): Buffer {
  const file = Buffer.alloc(1024);
  file.write('MZ', 0, 'latin1');
  file.writeUInt32LE(0x80, 0x3c);
  file.write('PE\0\0', 0x80, 'latin1');
  file.writeUInt16LE(2, 0x86);
  file.writeUInt16LE(0x20, 0x94);
  for (const [index, name] of ['.text', '.sbat'].entries()) {
    const at = 0x80 + 24 + 0x20 + index * 40;
    file.write(name, at, 'latin1');
    file.writeUInt32LE(sbat.length, at + 8);
    file.writeUInt32LE(0x200 + index * 0x100, at + 20);
  }
  file.write(sbat, 0x300, 'latin1');
  return file;
}

/** An ESP as an install leaves it, with these words for every file of the loader. */
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'loader-'));
  places = { root: join(directory, 'root'), esp: join(directory, 'esp') };
  for (const [name, inImage] of loaderFiles) {
    await put(join(places.root, inImage), `new ${inImage}`);
    await put(join(places.esp, name), `new ${inImage}`);
  }
  await put(join(places.esp, 'EFI/debian/grub.cfg'), 'stub');
  await put(join(places.esp, 'EFI/Microsoft/Boot/bootmgfw.efi'), 'of another system');
});
afterEach(() => rm(directory, { recursive: true, force: true }));

test('these are the files that an install copies, and no others', () => {
  const layout = wholeDiskLayout(givenDisk({ name: 'vda', sizeBytes: 20 * 1024 ** 3 }), 'grub', 'ext4');
  const copied = bootSteps(layout, null).flatMap((step) =>
    step.kind === 'command' && step.argv[0] === 'cp'
      ? [[step.argv[2]?.replace(/^.*\/boot\/efi\//, ''), step.argv[1]?.replace(/^\{\{deployment\}\}\//, '')]]
      : [],
  );
  const sorted = (pairs: readonly (readonly unknown[])[]): string[] =>
    pairs.map((pair) => pair.join(' ')).sort();
  expect(sorted(copied)).toEqual(sorted(loaderFiles));
});

describe('the loader on the ESP', () => {
  test('after an install is that of the system, and nothing is written', async () => {
    const before = await stat(join(places.esp, 'EFI/BOOT/BOOTX64.EFI'));
    expect(await outdatedLoader(places)).toEqual([]);
    expect(await renewLoader(places)).toEqual([]);
    expect((await stat(join(places.esp, 'EFI/BOOT/BOOTX64.EFI'))).ino).toBe(before.ino);
  });

  test('is renewed where it differs or is missing, and only there', async () => {
    await put(join(places.esp, 'EFI/debian/shimx64.efi'), 'old');
    await rm(join(places.esp, 'EFI/BOOT/mmx64.efi'));
    const differ = ['EFI/BOOT/mmx64.efi', 'EFI/debian/shimx64.efi'];
    expect(await outdatedLoader(places)).toEqual(differ);
    expect(await renewLoader(places)).toEqual(differ);
    expect(await outdatedLoader(places)).toEqual([]);
    expect(await onEsp('EFI/debian/shimx64.efi')).toMatch(/^new .*shimx64/);
    expect(await onEsp('EFI/debian/grub.cfg')).toBe('stub');
    expect(await onEsp('EFI/Microsoft/Boot/bootmgfw.efi')).toBe('of another system');
    const names = await readdir(join(places.esp, 'EFI/debian'));
    expect(names.toSorted()).toEqual(['grub.cfg', 'grubx64.efi', 'mmx64.efi', 'shimx64.efi']);
  });

  test('is whole on one of its two paths, wherever the renewal is cut off', async () => {
    for (const [name] of loaderFiles) await put(join(places.esp, name), 'old');
    // What cannot be written cuts it off there: a directory lies where the new file would go.
    for (const cut of all) {
      const obstacle = join(places.esp, `${cut}.new`);
      await mkdir(obstacle);
      await expect(renewLoader(places)).rejects.toThrow(/directory/i);
      const outdated = (await outdatedLoader(places)) ?? [];
      const states = ['EFI/BOOT', 'EFI/debian'].map((path) => {
        const own = all.filter((name) => name.startsWith(path));
        const old = own.filter((name) => outdated.includes(name)).length;
        return old === 0 || old === own.length;
      });
      expect(states).toContain(true);
      await rm(obstacle, { recursive: true });
    }
    expect(await renewLoader(places)).toEqual(all.slice(-1));
  });

  test('is never made older: what shim has revoked since would not start', async () => {
    const grub = ['usr/lib/grub/x86_64-efi-signed/grubx64.efi.signed', 'EFI/debian/grubx64.efi'] as const;
    await writeFile(
      join(places.root, grub[0]),
      loaderOf('sbat,1,SBAT Version\ngrub,4,FSF\ngrub.debian,5,Debian\n'),
    );
    await writeFile(
      join(places.esp, grub[1]),
      loaderOf('sbat,1,SBAT Version\ngrub,5,FSF\ngrub.debian,5,Debian\n'),
    );
    await put(join(places.esp, 'EFI/BOOT/mmx64.efi'), 'old');
    await expect(renewLoader(places)).rejects.toMatchObject({
      issue: { code: 'loader-older', params: { file: grub[1], what: 'grub 4, there 5' } },
    });
    expect(await onEsp('EFI/BOOT/mmx64.efi')).toBe('old');
    await writeFile(join(places.root, grub[0]), loaderOf('grub,5,FSF\ngrub.debian13,1,Debian\n'));
    expect(await renewLoader(places)).toContain(grub[1]);
  });

  test('a file of a copy that was cut off is replaced', async () => {
    await put(join(places.esp, 'EFI/debian/shimx64.efi'), 'old');
    await put(join(places.esp, 'EFI/debian/shimx64.efi.new'), 'half');
    await renewLoader(places);
    expect(await readdir(join(places.esp, 'EFI/debian'))).not.toContain('shimx64.efi.new');
    expect(await outdatedLoader(places)).toEqual([]);
  });

  test('is left alone where it is not ours, or where the image brings none', async () => {
    await rm(join(places.root, 'usr/lib/shim/shimx64.efi.signed'));
    await put(join(places.esp, 'EFI/debian/grubx64.efi'), 'old');
    expect([await outdatedLoader(places), await renewLoader(places)]).toEqual([null, null]);
    await put(join(places.root, 'usr/lib/shim/shimx64.efi.signed'), 'x');
    await rm(join(places.esp, 'EFI/debian/grub.cfg'));
    expect([await outdatedLoader(places), await renewLoader(places)]).toEqual([null, null]);
    expect(await onEsp('EFI/debian/grubx64.efi')).toBe('old');
  });
});
