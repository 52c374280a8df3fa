#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
import { homedir } from 'node:os';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import { CommandError } from '../../backend/runner/command.ts';
import { RealRunner } from '../../backend/runner/real-runner.ts';
import { buildImage, type ImageOptions } from '../image/build-image.ts';
import { buildIso, type IsoOptions } from '../iso/build-iso.ts';
import { faces } from '../live/face.ts';
import { Phases } from '../phases.ts';
import { repository } from '../program-files.ts';

const collect = (value: string, before: readonly string[]): string[] => [...before, value];
const cacheDirectory = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'particleos/debs');

function common(command: Command): Command {
  return command
    .option('--suite <name>', 'Debian suite', 'trixie')
    .option('--mirror <uri>', "Debian mirror; default: the host's own")
    .option('--allow-expired', 'accept Release files past their Valid-Until', false)
    .option('--package <name>', 'add a package; may be repeated', collect, [])
    .option('--deb <file>', 'add a package file; may be repeated', collect, [])
    .option(
      '--apt-source <source>',
      'further source of packages: a line "deb [signed-by=FILE] ...", or a deb822 file; may be repeated',
      collect,
      [],
    )
    .option('--cache <directory>', 'where downloaded packages are kept', cacheDirectory)
    .option('--work <directory>', 'where to work; needs a few GiB', join(repository, 'out/work'))
    .option('--json', 'print the result as JSON', false);
}

/** Runs one build; says what went wrong in a line, and never leaves the scratch behind. */
async function build(
  name: string,
  json: boolean,
  work: (phases: Phases) => Promise<Record<string, unknown>>,
): Promise<void> {
  const phases = new Phases('particleos-iso', (line) => process.stderr.write(`${line}\n`));
  try {
    const result = await work(phases);
    process.stderr.write(`${phases.table()}\n`);
    if (json) process.stdout.write(`${JSON.stringify({ ...result, phases: phases.done }, null, 2)}\n`);
    else
      for (const [key, value] of Object.entries(result)) process.stdout.write(`${key}: ${String(value)}\n`);
  } catch (error) {
    const hint =
      error instanceof CommandError && error.reason === 'not-found'
        ? ' (run `npm run demo` once: it installs what is missing)'
        : '';
    process.stderr.write(
      `particleos-iso: ${name} failed${hint}: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    process.exitCode = 1;
  }
}

const program = new Command('particleos-iso').description(
  'Builds the reference image and the live ISO from Debian packages.',
);
const runner = new RealRunner();
common(program.command('image').description('build the reference image as an OCI directory'))
  .requiredOption('--output <directory>', 'OCI directory to write')
  .addOption(
    new Option(
      '--updater <name>',
      'what updates the installed system; bootc comes by --deb, --package or --file',
    )
      .choices(['ostree', 'bootc'])
      .default('ostree'),
  )
  .option('--kernel <package>', 'kernel package', 'linux-image-amd64')
  .option('--without-package <name>', 'leave a package of the default set out; may be repeated', collect, [])
  .option(
    '--file <source:path>',
    'put a file or directory at a path of the image, with its mode, owned by root; may be repeated',
    collect,
    [],
  )
  .option('--etc-file <path=text>', 'append a line to a file below /etc; may be repeated', collect, [])
  .option('--firmware', 'add microcode and non-free firmware', false)
  .option(
    '--ids <directory>',
    'files passwd and group: system users and groups that keep these ids; each build writes its own to OUTPUT.ids',
    join(repository, 'iso-builder/image/ids'),
  )
  .option('--version <text>', 'version of the image', '1')
  .option('--tag <name>', 'name in the OCI directory', 'latest')
  .option('--payload-mib <n>', 'incompressible filler, for tests', Number, 0)
  .action((options: ImageOptions & { json: boolean }) =>
    build('image', options.json, async (phases) => ({
      image: options.output,
      digest: await buildImage(runner, options, phases),
    })),
  );
common(program.command('build').description('build the live ISO that carries an image'))
  .requiredOption('--image <directory>', 'OCI directory of the image')
  .requiredOption('--output <file>', 'ISO to write')
  .option('--volume-label <text>', 'label of the ISO, at most 11 characters', 'PARTICLEOS')
  .option('--ssh-key <file>', 'public keys that may log in as root, with the kernel argument particleos.ssh')
  .option('--compression <level>', 'zstd level of the live root and the store', Number, 3)
  .addOption(
    new Option('--face <name>', 'what shows the wizard; none: the command line only')
      .choices(faces)
      .default('chromium'),
  )
  .option('--electron <directory>', 'what electron-builder packed, for the face "electron"')
  .option('--renderer <directory>', "the wizard's files; default: bundled from renderer/")
  .option(
    '--catalogue <directory>',
    'catalogue.json with the images that the wizard offers, and their pictures',
  )
  .option('--store', 'carry a store from which podman runs the image; default: when it is one for bootc')
  .option('--no-store', 'carry no such store')
  .action((options: IsoOptions & { json: boolean }) =>
    build('ISO', options.json, async (phases) => {
      await buildIso(runner, options, phases);
      return { iso: options.output };
    }),
  );
await program.parseAsync();
