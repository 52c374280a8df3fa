// SPDX-License-Identifier: Apache-2.0
import { access, chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RealRunner } from '../../backend/runner/real-runner.ts';
import { mirrorsFor } from '../../iso-builder/mirrors.ts';
import { moveOnce } from './move-once.ts';

const runner = new RealRunner();
const outputDirectory = fileURLToPath(new URL('../../out/test', import.meta.url));
const SUITE = 'trixie';
const FETCH_MS = 300_000;

/** Whether the skopeo on PATH signs; that of Debian 12 has no sigstore compiled in ("Debian-local change"). */
async function signs(): Promise<boolean> {
  const argv = ['skopeo', 'generate-sigstore-key', '--help'] as const;
  // An older one takes --help of any command for its own.
  return runner.run({ argv, timeoutMs: 10_000 }).then(
    ({ stdout }) => stdout.includes('--output-prefix'),
    () => false,
  );
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** Unpacks skopeo of Debian 13 with all it depends on, as mmdebstrap(1) does with --variant=extract: nothing is installed. */
async function unpack(directory: string): Promise<void> {
  const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'particleos/debs');
  const archives = '"$1/var/cache/apt/archives/"';
  const link = `find '${cache}' -name '*.deb' -exec cp -l -t ${archives} {} + || true`;
  const argv = [
    'mmdebstrap',
    '--mode=root',
    '--variant=extract',
    '--format=directory',
    '--aptopt=Acquire::Languages "none"',
    '--aptopt=Acquire::Retries "1"',
    '--skip=download/empty',
    `--setup-hook=mkdir -p ${archives}; ${link}`,
    `--customize-hook=rm -rf ${archives}`,
    '--include=skopeo',
    SUITE,
    directory,
    ...(await mirrorsFor(runner, SUITE, undefined, false)),
  ] as const;
  await runner.run({ argv, timeoutMs: FETCH_MS });
}

/** A script that runs it with its own C library, because that of Debian 12 is too old for it. `later` is where `root` will be. */
async function writeProgram(root: string, bin: string, later: string): Promise<void> {
  const [triplet = ''] = (await readdir(join(root, 'usr/lib'))).filter((name) => name.endsWith('-linux-gnu'));
  const libraries = join(root, 'usr/lib', triplet);
  const [loader = ''] = (await readdir(libraries)).filter((name) => /^ld-linux-.*\.so\.\d$/.test(name));
  await mkdir(bin);
  const program = join(bin, 'skopeo');
  const there = join(later, 'usr/lib', triplet);
  const words = [join(there, loader), '--library-path', there, join(later, 'usr/bin/skopeo')];
  await writeFile(program, `#!/bin/sh\nexec ${words.map((word) => `'${word}'`).join(' ')} "$@"\n`);
  await chmod(program, 0o755);
}

/**
 * Puts a skopeo on this process's PATH that knows sigstore: this machine's, else that of Debian 13, unpacked below
 * out/test once. Rejects with the reason when there is neither.
 */
export async function useSigningSkopeo(): Promise<void> {
  if (await signs()) return;
  const root = join(outputDirectory, `skopeo-${SUITE}`);
  if (!(await isThere(join(root, 'bin/skopeo')))) {
    await mkdir(outputDirectory, { recursive: true });
    const fresh = await mkdtemp(join(outputDirectory, 'skopeo-'));
    try {
      await unpack(join(fresh, 'root'));
      await writeProgram(join(fresh, 'root'), join(fresh, 'bin'), join(root, 'root'));
      await moveOnce(fresh, root);
    } catch (error) {
      await rm(fresh, { recursive: true, force: true });
      throw error;
    }
  }
  process.env['PATH'] = `${join(root, 'bin')}:${process.env['PATH'] ?? ''}`;
  if (!(await signs())) throw new Error('the skopeo of Debian 13 does not run here');
}
