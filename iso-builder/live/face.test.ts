// SPDX-License-Identifier: Apache-2.0
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { RealRunner } from '../../backend/runner/real-runner.ts';
import { RecordingRunner } from '../../backend/runner/recording-runner.ts';
import { repository } from '../program-files.ts';
import { faceOverlays, facePackages, faces, installFace } from './face.ts';
import { livePackages } from './packages.ts';

const engines = { imageBootc: false, hostBootc: false };
let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'face-'));
  await mkdir(join(root, 'page'));
  await writeFile(join(root, 'page/index.html'), 'the page');
});
afterEach(() => rm(root, { recursive: true, force: true }));

test('without a face nothing is added', () => {
  expect(facePackages('none')).toEqual([]);
  expect(faceOverlays('none')).toEqual([]);
  expect(livePackages([], engines, 'none')).not.toContain('labwc');
});

test.each(['chromium', 'electron', 'calamares'] as const)(
  'the face %s has a compositor, letters and a voice',
  (face) => {
    const packages = livePackages([], engines, face);
    expect(packages).toEqual(
      expect.arrayContaining(['labwc', 'seatd', 'fonts-dejavu-core', 'fonts-droid-fallback', 'orca']),
    );
    expect(packages.includes('chromium')).toBe(face === 'chromium');
    // ckbcomp, for the picture of the keyboard.
    expect(packages.includes('console-setup')).toBe(face === 'calamares');
  },
);

test('each overlay is there, and what units start is executable', async () => {
  for (const overlay of new Set(faces.flatMap(faceOverlays))) {
    // Calamares is root's by its nature; its compositor is not.
    const user = overlay === 'rootfs-calamares' ? /^(?!User=)/m : /^User=installer$/m;
    const directory = join(repository, 'iso-builder', overlay);
    const programs = join(directory, 'usr/lib/particleos');
    for (const name of await readdir(programs))
      expect((await stat(join(programs, name))).mode & 0o111).toBe(0o111);
    const units = join(directory, 'etc/systemd/system');
    const started = (await readdir(units)).filter(
      (name) => name.endsWith('.service') && !name.includes('asked'),
    );
    for (const unit of started) expect(await readFile(join(units, unit), 'utf8')).toMatch(user);
  }
});

describe('installFace', () => {
  const common = { electron: undefined, renderer: undefined, catalogue: undefined };

  test('puts the files of the wizard where the service looks', async () => {
    const runner = new RecordingRunner();
    await installFace(runner, root, { ...common, face: 'chromium', renderer: join(root, 'page') });
    expect(await readFile(join(root, 'usr/share/particleos/renderer/index.html'), 'utf8')).toBe('the page');
    expect(runner.commands).toEqual([]);
  });

  test('puts a packed Electron where its unit looks, and refuses to do without', async () => {
    const wanted = { ...common, face: 'electron', renderer: join(root, 'page') } as const;
    await expect(installFace(new RecordingRunner(), root, wanted)).rejects.toThrow('--electron');
    await mkdir(join(root, 'packed'));
    await writeFile(join(root, 'packed/particleos-wizard'), 'program');
    await installFace(new RecordingRunner(), root, { ...wanted, electron: join(root, 'packed') });
    expect(await readFile(join(root, 'usr/lib/particleos/electron/particleos-wizard'), 'utf8')).toBe(
      'program',
    );
  });

  test('puts a catalogue where the service looks, its pictures where the page does', async () => {
    const catalogue = join(root, 'offered');
    await mkdir(catalogue);
    const image = {
      id: 'a',
      title: 'A',
      summary: 's',
      source: 'registry:registry.example.org/a:1',
      digest: null,
    };
    const sizes = { compressedBytes: null, installedBytes: null };
    const put = (picture: string): Promise<void> =>
      writeFile(
        join(catalogue, 'catalogue.json'),
        JSON.stringify({ schema: 1, images: [{ ...image, ...sizes, picture }] }),
      );
    await put('a.svg');
    const wanted = { ...common, face: 'chromium', renderer: join(root, 'page'), catalogue } as const;
    await expect(installFace(new RecordingRunner(), root, wanted)).rejects.toThrow('a.svg');
    await writeFile(join(catalogue, 'a.svg'), '<svg/>');
    await installFace(new RecordingRunner(), root, wanted);
    expect(await readdir(join(root, 'usr/share/particleos/renderer/catalogue'))).toEqual(['a.svg']);
    expect(await readFile(join(root, 'usr/share/particleos/catalogue.json'), 'utf8')).toContain('"id":"a"');
    await writeFile(join(catalogue, 'catalogue.json'), '{"schema":1}');
    await expect(installFace(new RecordingRunner(), root, wanted)).rejects.toThrow('images');
  });

  test('takes the catalogue that is an example, with a picture for each image', async () => {
    const catalogue = fileURLToPath(new URL('../../docs/examples/catalogue', import.meta.url));
    const wanted = { ...common, face: 'chromium', renderer: join(root, 'page'), catalogue } as const;
    await installFace(new RecordingRunner(), root, wanted);
    const pictures = (await readdir(catalogue)).filter((name) => name.endsWith('.svg'));
    expect(pictures).toHaveLength(5);
    expect(await readdir(join(root, 'usr/share/particleos/renderer/catalogue'))).toEqual(pictures);
    for (const picture of pictures)
      expect(await readFile(join(catalogue, picture), 'utf8')).not.toMatch(/<script|style=|href=/);
  });

  test('installs the modules, the configuration and the branding of Calamares', async () => {
    await installFace(new RealRunner(), root, { ...common, face: 'calamares' });
    for (const file of [
      'etc/calamares/settings.conf',
      'etc/calamares/modules/particleos-install.conf',
      'usr/lib/calamares/modules/particleos-install/main.py',
      'usr/lib/python3/dist-packages/particleos_calamares/installer.py',
      'usr/share/calamares/branding/particleos/show.qml',
    ])
      expect((await stat(join(root, file))).isFile()).toBe(true);
    expect((await stat(join(root, 'usr/bin/particleos-calamares'))).mode & 0o111).toBe(0o111);
  });

  test('does nothing for an ISO without a face, and refuses files without a page', async () => {
    await installFace(new RecordingRunner(), root, { ...common, face: 'none' });
    expect(await readdir(root)).toEqual(['page']);
    await rm(join(root, 'page/index.html'));
    const wanted = { ...common, face: 'chromium', renderer: join(root, 'page') } as const;
    await expect(installFace(new RecordingRunner(), root, wanted)).rejects.toThrow('index.html');
  });
});
