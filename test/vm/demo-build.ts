// SPDX-License-Identifier: Apache-2.0
import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RealRunner } from '../../backend/runner/real-runner.ts';
import type { Phases } from '../../iso-builder/phases.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const BUILD_DEADLINE_MS = 3_600_000;

/**
 * Builds the image and the ISO that carries it; returns the ISO. One after the other: the ISO needs the image, and
 * each build uses all processors by itself.
 */
export async function buildMedium(
  phases: Phases,
  output: string,
  say: (line: string) => void,
): Promise<string> {
  const image = join(output, 'image');
  const iso = join(output, 'particleos.iso');
  await mkdir(output, { recursive: true });
  await phases.run('build the image', async () => {
    await build(['image', '--output', image], say);
    return null;
  });
  await phases.run('build the ISO', async () => {
    await buildIso(image, iso, say);
    return (await stat(iso)).size;
  });
  return iso;
}

/** Builds an image with options of `particleos-iso image`. */
export async function buildImage(
  directory: string,
  options: readonly string[],
  say: (line: string) => void,
): Promise<void> {
  await build(['image', '--output', directory, ...options], say);
}

/** Builds the ISO that carries an image, with further options of `particleos-iso build`. */
export async function buildIso(
  image: string,
  iso: string,
  say: (line: string) => void,
  options: readonly string[] = [],
): Promise<void> {
  await build(['build', '--image', image, '--output', iso, ...options], say);
}

/** Runs the builder as a person would, and shows its own progress. */
async function build(args: readonly string[], say: (line: string) => void): Promise<void> {
  await new RealRunner().run({
    argv: [process.execPath, join(root, 'iso-builder/cli/main.ts'), ...args],
    cwd: root,
    timeoutMs: BUILD_DEADLINE_MS,
    onLine: say,
  });
}
