#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { build } from 'esbuild';
import { builderConfig } from './builder-config.ts';
import { electronBundle } from './bundle-options.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

interface Options {
  electronDist?: string;
  electronVersion?: string;
  renderer: string;
  output: string;
  deb: boolean;
  fuses: boolean;
  dryRun: boolean;
}

/** Version of a runtime, from the file beside its program. */
async function versionOf(electronDist: string): Promise<string> {
  return (await readFile(join(electronDist, 'version'), 'utf8')).trim().replace(/^v/, '');
}

const program = new Command('particleos-electron')
  .description(
    "Packs the wizard's shell: a directory for the ISO (--face electron), a .deb for trying it on a desktop.",
  )
  .option('--electron-dist <directory>', 'a runtime of Electron, unpacked; nothing is downloaded')
  .option('--electron-version <version>', 'its version; default: the file "version" beside it')
  .option('--renderer <directory>', "the wizard's files", `${root}build/renderer`)
  .option('--output <directory>', 'where to put it', `${root}out/electron`)
  .option('--deb', 'make a .deb too', false)
  .option('--no-fuses', 'leave the fuses as they are, for runtimes older than 12')
  .option('--dry-run', 'say what would be packed (the default)', true)
  .option('--no-dry-run', 'pack')
  .action(async (options: Options) => {
    const electronDist = resolve(options.electronDist ?? join(root, 'node_modules/electron/dist'));
    const app = join(root, 'build/electron');
    const electronVersion =
      options.electronVersion ?? (await versionOf(electronDist).catch(() => 'unknown: there is no runtime'));
    const { deb, fuses } = options;
    const config = builderConfig({
      app,
      output: resolve(options.output),
      electronDist,
      electronVersion,
      deb,
      fuses,
    });
    if (options.dryRun) {
      process.stdout.write(`${JSON.stringify(config, null, 2)}\nNothing was packed; --no-dry-run does.\n`);
      return;
    }
    await rm(app, { recursive: true, force: true });
    await mkdir(app, { recursive: true });
    await build(electronBundle(app));
    await cp(resolve(options.renderer), join(app, 'renderer'), { recursive: true });
    const { version, license, description } = JSON.parse(
      await readFile(`${root}package.json`, 'utf8'),
    ) as Record<string, string>;
    const manifest = {
      name: 'particleos-wizard',
      version,
      license,
      description,
      author: 'ParticleOS installer maintainers',
      main: 'main.cjs',
    };
    await writeFile(join(app, 'package.json'), JSON.stringify(manifest));
    // Loaded here: to say what would be packed needs none of it.
    const { build: pack, Platform } = await import('electron-builder');
    await pack({ targets: Platform.LINUX.createTarget(), config, publish: 'never' });
  });
await program.parseAsync();
