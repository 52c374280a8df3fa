// SPDX-License-Identifier: Apache-2.0
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { quoteArgv, type Runner } from '../../backend/runner/command.ts';
import { aptSource } from '../apt-source.ts';
import { mirrorsFor } from '../mirrors.ts';
import { debianRoot } from '../mmdebstrap.ts';
import { installProgram, repository } from '../program-files.ts';
import { faceOverlays, installFace, type FaceOptions } from './face.ts';
import { livePackages } from './packages.ts';

export interface LiveRootOptions extends FaceOptions {
  readonly suite: string;
  readonly mirror: string | undefined;
  readonly allowExpired: boolean;
  readonly package: readonly string[];
  /** Package files that no archive has, such as bootc. */
  readonly deb: readonly string[];
  /** Further sources that packages come from (apt-source.ts). */
  readonly aptSource: readonly string[];
  /** Public keys that may log in as root when the kernel argument particleos.ssh is given. */
  readonly sshKey: string | undefined;
  readonly cache: string;
}

/** Which ways of installing the live system has programs for, besides Debian's own ostree. */
export interface LiveEngines {
  /** podman, for a bootc that the image carries. */
  readonly imageBootc: boolean;
  /** What a bootc of the live system itself needs. */
  readonly hostBootc: boolean;
}

const here = join(repository, 'iso-builder');
/** What bootc reads of the system it runs on when it is given --source-imgref: the same as in the image. */
const bootcFiles = ['usr/lib/bootc', 'usr/lib/ostree'];

/** A live system has a bootc of its own when a package of that name is added, by name or as a file. */
export async function hasHostBootc(
  runner: Runner,
  options: Pick<LiveRootOptions, 'package' | 'deb'>,
): Promise<boolean> {
  if (options.package.includes('bootc')) return true;
  for (const deb of options.deb) {
    const argv = ['dpkg-deb', '--field', resolve(deb), 'Package'] as const;
    if ((await runner.run({ argv, timeoutMs: 60_000 })).stdout.trim() === 'bootc') return true;
  }
  return false;
}

// Made by root, so owned by root, whoever owns the checkout.
const overlayHook = (from: string, to: string): string =>
  `mkdir -p "$1/${to}" && cp -a --no-preserve=ownership ${quoteArgv([join(here, from)])}/. "$1/${to}"/`;

/** Makes the live system in the directory `root`. */
export async function makeLiveRoot(
  runner: Runner,
  root: string,
  options: LiveRootOptions,
  engines: LiveEngines,
  note: (line: string) => void,
): Promise<void> {
  const what = {
    suite: options.suite,
    mirrors: [
      ...(await mirrorsFor(runner, options.suite, options.mirror, false)),
      ...(await Promise.all(options.aptSource.map(aptSource))),
    ],
    packages: livePackages(options.package, engines, options.face),
    debs: options.deb.map((deb) => resolve(deb)),
    directory: root,
    cache: options.cache,
    allowExpired: options.allowExpired,
    essentialHooks: [],
    customizeHooks: [
      overlayHook('rootfs', ''),
      ...faceOverlays(options.face).map((overlay) => overlayHook(overlay, '')),
      ...(engines.hostBootc
        ? bootcFiles.map((path) => overlayHook(join('image/rootfs-bootc', path), path))
        : []),
      `${quoteArgv([join(here, 'live/finish.sh')])} "$1"`,
    ],
  };
  await debianRoot(runner, what, note);
  await installProgram(root, 'particleos-installer');
  await installFace(runner, root, options);
  if (options.sshKey === undefined) return;
  const directory = join(root, 'root/.ssh');
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await writeFile(join(directory, 'authorized_keys'), await readFile(options.sshKey, 'utf8'), {
    mode: 0o600,
  });
}
