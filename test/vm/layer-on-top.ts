// SPDX-License-Identifier: Apache-2.0
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { RealRunner } from '../../backend/runner/real-runner.ts';
import { outputDirectory } from './medium.ts';

const DEADLINE_MS = 300_000;

/**
 * Makes a second image in seconds: a copy of an OCI directory (of the image "latest"; its blobs are links into the first),
 * with one layer more. files: absolute path in the image and what it holds.
 */
export async function layerOnTop(
  image: string,
  directory: string,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  const runner = new RealRunner();
  await rm(directory, { recursive: true, force: true });
  const copy = ['cp', '--recursive', '--symbolic-link', resolve(image), directory] as const;
  await runner.run({ argv: copy, timeoutMs: DEADLINE_MS });
  // umoci writes the index anew; a link would be the first image's own.
  await rm(join(directory, 'index.json'));
  await copyFile(join(image, 'index.json'), join(directory, 'index.json'));
  const scratch = await mkdtemp(join(outputDirectory, 'layer-'));
  try {
    const tree = join(scratch, 'tree');
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(tree, path)), { recursive: true });
      await writeFile(join(tree, path), text, { mode: 0o644 });
    }
    const layer = join(scratch, 'layer.tar');
    const names = Object.keys(files).map((path) => `.${path}`);
    // By tar: `umoci insert` ends its layers too early (seen with 0.4.7).
    const pack = ['tar', '--create', `--file=${layer}`, `--directory=${tree}`] as const;
    const argv = [...pack, '--owner=0', '--group=0', '--numeric-owner', ...names] as const;
    await runner.run({ argv, timeoutMs: DEADLINE_MS });
    const add = ['umoci', 'raw', 'add-layer', '--image', `${directory}:latest`, layer] as const;
    await runner.run({ argv: add, timeoutMs: DEADLINE_MS });
  } finally {
    await rm(scratch, { recursive: true });
  }
}
