// SPDX-License-Identifier: Apache-2.0
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RealRunner } from '../../backend/runner/real-runner.ts';
import { outputDirectory } from './medium.ts';

const DEADLINE_MS = 300_000;

/**
 * Makes a second image in seconds: a copy of an OCI directory (of the image "latest"; blobs are shared by hard links),
 * with one layer more for each file. files: path in the image and what it holds.
 */
export async function layerOnTop(
  image: string,
  directory: string,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  const runner = new RealRunner();
  await rm(directory, { recursive: true, force: true });
  await runner.run({ argv: ['cp', '--recursive', '--link', image, directory], timeoutMs: DEADLINE_MS });
  // umoci writes the index anew; a link would be the first image's own.
  await rm(join(directory, 'index.json'));
  await copyFile(join(image, 'index.json'), join(directory, 'index.json'));
  const scratch = await mkdtemp(join(outputDirectory, 'layer-'));
  try {
    const content = join(scratch, 'content');
    for (const [path, text] of Object.entries(files)) {
      await writeFile(content, text, { mode: 0o644 });
      const argv = ['umoci', 'insert', '--image', `${directory}:latest`, content, path] as const;
      await runner.run({ argv, timeoutMs: DEADLINE_MS });
    }
  } finally {
    await rm(scratch, { recursive: true });
  }
}
