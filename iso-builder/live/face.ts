// SPDX-License-Identifier: Apache-2.0
import { cp, mkdir, readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Runner } from '../../backend/runner/command.ts';
import { catalogueSchema } from '../../core/contract/image-catalogue.ts';
import { repository } from '../program-files.ts';

/** What shows the wizard on the ISO, or Calamares in its place; none: the command line only. */
export const faces = ['chromium', 'electron', 'calamares', 'none'] as const;
export type Face = (typeof faces)[number];

export interface FaceOptions {
  readonly face: Face;
  /** Directory that `npm run electron` packed, runtime included; for the face "electron". */
  readonly electron: string | undefined;
  /** Directory with the wizard's index.html; undefined: it is bundled anew. */
  readonly renderer: string | undefined;
  /** Directory with catalogue.json, the images that the wizard offers by name, and their pictures. */
  readonly catalogue: string | undefined;
}

/** Parts of the overlay besides iso-builder/rootfs. */
export function faceOverlays(face: Face): string[] {
  return face === 'none' ? [] : ['rootfs-kiosk', `rootfs-${face}`];
}

/** What shows pictures, letters of every language the wizard speaks, sound, and enters networks. */
const screen = [
  'labwc',
  'seatd',
  'dbus-daemon',
  'xkb-data',
  'fonts-dejavu-core',
  // Chinese and Japanese in 1.8 MB; Noto's have 57.
  'fonts-droid-fallback',
  'tzdata',
  'wpasupplicant',
  'wireless-regdb',
  // The screen reader, its voice, and somewhere for it to be heard.
  'orca',
  'at-spi2-core',
  'speech-dispatcher',
  'speech-dispatcher-espeak-ng',
  'speech-dispatcher-audio-plugins',
  'alsa-utils',
  'openssl',
];

const byFace: Readonly<Record<Face, readonly string[]>> = {
  none: [],
  chromium: [...screen, 'chromium'],
  // What Electron's own package for Debian asks for.
  electron: [
    ...screen,
    'libgtk-3-0t64',
    'libnss3',
    'libxss1',
    'libxtst6',
    'libatspi2.0-0t64',
    'libsecret-1-0',
    'libgbm1',
    'libasound2t64',
    'libdrm2',
    'libxkbcommon0',
  ],
  calamares: [
    ...screen,
    'calamares',
    'python3',
    'qt6-wayland',
    'qt6-svg-plugins',
    'qt6-image-formats-plugins',
    // What sidebar, slideshow and notes are written in.
    'qml6-module-qtqml-workerscript',
    'qml6-module-qtquick',
    'qml6-module-qtquick-controls',
    'qml6-module-qtquick-layouts',
    'qml6-module-qtquick-templates',
    'qml6-module-qtquick-window',
    // KPMcore's helper asks it, root too.
    'polkitd',
    // ckbcomp, of which the keyboard page makes its picture; without it the keys are blank. Its services are masked.
    'console-setup',
    'cryptsetup-bin',
    'parted',
    'btrfs-progs',
    'xfsprogs',
    'ntfs-3g',
  ],
};

/** Debian packages of a face. */
export function facePackages(face: Face): readonly string[] {
  return byFace[face];
}

async function rendererDirectory(runner: Runner, given: string | undefined): Promise<string> {
  if (given !== undefined) return resolve(given);
  const argv = [process.execPath, join(repository, 'renderer/bundle/bundle.ts')] as const;
  await runner.run({ argv, timeoutMs: 300_000 });
  return join(repository, 'build/renderer');
}

/** Where the service and the wizard look for what is offered. Rejects when the file is not as the contract says, or names a picture that is not there. */
async function installCatalogue(root: string, directory: string): Promise<void> {
  const file = join(directory, 'catalogue.json');
  const { images } = catalogueSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  const pictures = join(root, 'usr/share/particleos/renderer/catalogue');
  await mkdir(pictures, { recursive: true });
  for (const { picture } of images)
    if (picture !== null) await cp(join(directory, picture), join(pictures, picture));
  await cp(file, join(root, 'usr/share/particleos/catalogue.json'));
}

/** Modules, configuration and branding, as a distribution would install them. */
async function installCalamares(runner: Runner, root: string, catalogue: string | undefined): Promise<void> {
  const modules = join(repository, 'calamares-modules');
  const argv = ['make', '--directory', modules, 'install', `DESTDIR=${resolve(root)}`] as const;
  await runner.run({ argv, timeoutMs: 60_000 });
  if (catalogue !== undefined) await installCatalogue(root, resolve(catalogue));
}

/** Puts the wizard's files, and a packed Electron, into the live root. Rejects when there is no index.html, or no Electron. */
export async function installFace(runner: Runner, root: string, options: FaceOptions): Promise<void> {
  if (options.face === 'none') return;
  if (options.face === 'calamares') return installCalamares(runner, root, options.catalogue);
  const renderer = await rendererDirectory(runner, options.renderer);
  if (!(await readdir(renderer)).includes('index.html')) throw new Error(`${renderer} has no index.html`);
  await cp(renderer, join(root, 'usr/share/particleos/renderer'), { recursive: true });
  if (options.catalogue !== undefined) await installCatalogue(root, resolve(options.catalogue));
  if (options.face !== 'electron') return;
  if (options.electron === undefined)
    throw new Error('--face electron needs --electron, the directory that electron-builder packed');
  await cp(resolve(options.electron), join(root, 'usr/lib/particleos/electron'), {
    recursive: true,
    verbatimSymlinks: true,
  });
}
