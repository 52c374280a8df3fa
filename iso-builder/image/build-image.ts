// SPDX-License-Identifier: Apache-2.0
import { appendFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { quoteArgv, type Runner } from '../../backend/runner/command.ts';
import { aptSource } from '../apt-source.ts';
import { mirrorsFor } from '../mirrors.ts';
import { debianRoot } from '../mmdebstrap.ts';
import type { Phases } from '../phases.ts';
import { bundlePrograms, installProgram, repository } from '../program-files.ts';
import { addFileHook, parseAddedFile } from './added-file.ts';
import { treeLabels } from './describe-tree.ts';
import { checkIds, saveIds } from './ids.ts';
import { writeWithContent } from './content-label.ts';
import { describeLayer, type Layer } from './oci-layout.ts';
import { imagePackages, type Updater } from './packages.ts';

export interface ImageOptions {
  readonly output: string;
  readonly suite: string;
  readonly mirror: string | undefined;
  readonly updater: Updater;
  readonly kernel: string;
  readonly package: readonly string[];
  /** Package files that no archive has, such as bootc. */
  readonly deb: readonly string[];
  /** Further sources that packages come from (apt-source.ts). */
  readonly aptSource: readonly string[];
  /** "SOURCE:PATH": a file or directory put at a path of the image. */
  readonly file: readonly string[];
  readonly withoutPackage: readonly string[];
  /** "PATH=TEXT": a line added to a file below /etc. */
  readonly etcFile: readonly string[];
  readonly firmware: boolean;
  readonly allowExpired: boolean;
  /** Directory with the files passwd and group: what stands in them gets its id before any package asks (ids.ts). */
  readonly ids: string;
  readonly version: string;
  readonly tag: string;
  /** Incompressible filler, for tests. */
  readonly payloadMib: number;
  readonly cache: string;
  readonly work: string;
}

const overlays = (updater: Updater): string[] =>
  ['rootfs', `rootfs-${updater}`].map((name) => join(repository, 'iso-builder/image', name));
/** Hooks of mmdebstrap are lines of shell. */
const script = (name: string): string => quoteArgv([join(repository, 'iso-builder/image', name)]);

async function addOwnFiles(runner: Runner, root: string, options: ImageOptions): Promise<void> {
  await installProgram(root, 'particleos-system');
  for (const entry of options.etcFile) {
    const at = entry.indexOf('=');
    const path = join(root, 'etc', entry.slice(0, at));
    await mkdir(dirname(path), { recursive: true });
    await appendFile(path, `${entry.slice(at + 1)}\n`);
  }
  const file = join(root, 'usr/share/particleos-payload');
  if (options.payloadMib > 0) {
    const argv = [
      'dd',
      'if=/dev/urandom',
      `of=${file}`,
      'bs=1M',
      `count=${options.payloadMib}`,
      'status=none',
    ] as const;
    await runner.run({ argv, timeoutMs: 600_000 });
  }
}

/** tar keeps xattrs (file capabilities) and hard links; order and times are fixed so that equal trees give equal layers. */
async function packLayer(runner: Runner, root: string, file: string, epoch: number): Promise<Layer> {
  const argv = [
    'tar',
    '--create',
    `--file=${file}`,
    '--use-compress-program=pigz -1 -n',
    `--directory=${root}`,
    '--xattrs',
    '--xattrs-include=*',
    '--numeric-owner',
    '--sort=name',
    `--mtime=@${epoch}`,
    '--one-file-system',
    '.',
  ] as const;
  await runner.run({ argv, timeoutMs: 3_600_000 });
  return describeLayer(file);
}

/** Builds the reference image as an OCI directory. Returns its manifest digest. */
export async function buildImage(runner: Runner, options: ImageOptions, phases: Phases): Promise<string> {
  const sources = await Promise.all(options.aptSource.map(aptSource));
  const files = await Promise.all(options.file.map(parseAddedFile));
  await mkdir(options.work, { recursive: true });
  const scratch = await mkdtemp(join(options.work, 'image-'));
  const root = join(scratch, 'rootfs');
  const output = resolve(options.output);
  const epoch = Number(process.env['SOURCE_DATE_EPOCH'] ?? Math.floor(Date.now() / 1000));
  let digest = '';
  try {
    await phases.run('image: Debian packages', async (note) => {
      await bundlePrograms(runner);
      const what = {
        suite: options.suite,
        mirrors: [...(await mirrorsFor(runner, options.suite, options.mirror, options.firmware)), ...sources],
        packages: imagePackages({
          updater: options.updater,
          kernel: options.kernel,
          added: options.package,
          removed: options.withoutPackage,
          firmware: options.firmware,
        }),
        directory: root,
        cache: options.cache,
        allowExpired: options.allowExpired,
        debs: options.deb.map((deb) => resolve(deb)),
        essentialHooks: [`${script('pin-ids.sh')} "$1" ${quoteArgv([resolve(options.ids)])}`],
        customizeHooks: [
          // Made by root, so owned by root, whoever owns the checkout.
          ...overlays(options.updater).map(
            (overlay) => `cp -a --no-preserve=ownership ${quoteArgv([overlay])}/. "$1"/`,
          ),
          ...files.map(addFileHook),
          `${script('finish.sh')} "$1"`,
        ],
      };
      await debianRoot(runner, what, note);
      return null;
    });
    await phases.run('image: own files, labels', async () => {
      await addOwnFiles(runner, root, options);
      await runner.run({ argv: [join(repository, 'iso-builder/image/seal.sh'), root], timeoutMs: 600_000 });
      await checkIds(root, resolve(options.ids));
      await saveIds(root, `${output}.ids`);
      for (const name of ['dev', 'proc', 'sys', 'run', 'tmp']) {
        await rm(join(root, name), { recursive: true, force: true });
        await mkdir(join(root, name));
      }
      return null;
    });
    await phases.run('image: pack layer', async () => {
      const labels = await treeLabels(runner, root, options.updater);
      const layer = await packLayer(runner, root, join(scratch, 'layer.tar.gz'), epoch);
      const created = new Date(epoch * 1000).toISOString();
      const described = {
        labels: {
          ...labels,
          'org.opencontainers.image.title': 'ParticleOS reference image',
          'org.opencontainers.image.version': options.version,
          'org.opencontainers.image.created': created,
        },
        created,
        architecture: 'amd64',
        tag: options.tag,
      };
      digest = await writeWithContent(runner, output, join(scratch, 'layout'), {
        ...described,
        layers: [layer],
      });
      return layer.sizeBytes;
    });
  } finally {
    await runner.run({
      argv: ['rm', '--recursive', '--force', '--one-file-system', scratch],
      timeoutMs: 600_000,
    });
  }
  return digest;
}
