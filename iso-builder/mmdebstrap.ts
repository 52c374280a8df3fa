// SPDX-License-Identifier: Apache-2.0
import { mkdir } from 'node:fs/promises';
import { basename } from 'node:path';
import { quoteArgv, type Runner } from '../backend/runner/command.ts';

/** A Debian root to be made. */
export interface DebianRoot {
  readonly suite: string;
  readonly mirrors: readonly string[];
  readonly packages: readonly string[];
  readonly directory: string;
  /** Downloaded packages are kept here between builds. */
  readonly cache: string;
  /** Accept Release files past their Valid-Until. */
  readonly allowExpired: boolean;
  /** Package files installed after the others, with what they depend on from the archive. */
  readonly debs?: readonly string[];
  /** Shell lines run with the root as $1, mmdebstrap(1) "HOOKS". */
  readonly essentialHooks: readonly string[];
  readonly customizeHooks: readonly string[];
}

const TIMEOUT_MS = 3_600_000;

/** A shell line that installs a package file in the root $1; apt takes what it depends on from the archive. */
function installDeb(deb: string): string {
  const inside = `/var/tmp/${basename(deb)}`;
  const apt = 'apt-get install --yes --no-install-recommends -o DPkg::Options::=--force-unsafe-io';
  return `cp ${quoteArgv([deb])} "$1${inside}" && chroot "$1" ${apt} ${inside} && rm "$1${inside}"`;
}

/** Makes a Debian root; `onLine` gets mmdebstrap's own progress lines. */
export async function debianRoot(
  runner: Runner,
  what: DebianRoot,
  onLine: (line: string) => void,
): Promise<void> {
  await mkdir(what.cache, { recursive: true });
  const archives = '"$1/var/cache/apt/archives/"';
  const cache = quoteArgv([what.cache]);
  const argv = [
    'mmdebstrap',
    '--mode=root',
    '--variant=apt',
    '--format=directory',
    '--dpkgopt=force-unsafe-io',
    '--aptopt=Acquire::Languages "none"',
    ...(what.allowExpired ? ['--aptopt=Acquire::Check-Valid-Until "false"'] : []),
    // Packages of earlier builds are put where apt looks, and new ones are taken from there (mmdebstrap(1), "--skip").
    '--skip=download/empty,essential/unlink,cleanup/apt/cache',
    `--setup-hook=mkdir -p ${archives} && find ${cache} -name '*.deb' -exec cp -l -t ${archives} {} +`,
    ...(what.debs ?? []).map((deb) => `--customize-hook=${installDeb(deb)}`),
    ...what.essentialHooks.map((hook) => `--essential-hook=${hook}`),
    `--customize-hook=find ${archives} -name '*.deb' -exec cp -l -n -t ${cache} {} + && find ${archives} -name '*.deb' -delete`,
    ...what.customizeHooks.map((hook) => `--customize-hook=${hook}`),
    `--include=${what.packages.join(',')}`,
    what.suite,
    what.directory,
    ...what.mirrors,
  ] as const;
  // INITRD=No: Debian's kernel hook would make an initramfs that ours replaces (/etc/kernel/postinst.d/dracut).
  await runner.run({ argv, env: { INITRD: 'No' }, timeoutMs: TIMEOUT_MS, onLine });
}
