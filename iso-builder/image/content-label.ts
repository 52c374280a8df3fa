// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import type { Runner } from '../../backend/runner/command.ts';
import { CONTENT_LABEL, contentLabel } from '../../core/facts/content-label.ts';
import { factsSchema } from '../../core/facts/facts.ts';
import { repository } from '../program-files.ts';
import { writeOciLayout, type OciImage } from './oci-layout.ts';

/**
 * Writes an image whose label says what bootc will find in it, and what opens an encrypted disk: an installer needs that
 * before the first write, and could get it from a registry only by pulling the image. The installer's own reader finds it, so both always agree.
 */
export async function writeWithContent(
  runner: Runner,
  output: string,
  scratch: string,
  image: OciImage,
): Promise<string> {
  await writeOciLayout(scratch, image);
  const program = join(repository, 'build/dist/particleos-installer.mjs');
  const argv = [
    process.execPath,
    program,
    'facts',
    '--image',
    `oci:${scratch}`,
    '--content',
    '--json',
  ] as const;
  const { stdout } = await runner.run({ argv, timeoutMs: 600_000 });
  const content = factsSchema.parse(JSON.parse(stdout)).image?.content;
  if (content == null) throw new Error('the installer cannot read what is in the image');
  const blob = (digest: string): string => join(scratch, 'blobs', digest.replace(':', '/'));
  return writeOciLayout(output, {
    ...image,
    layers: image.layers.map((layer) => ({ ...layer, file: blob(layer.digest) })),
    labels: {
      ...image.labels,
      [CONTENT_LABEL]: contentLabel(
        content,
        image.layers.map(({ diffId }) => diffId),
      ),
    },
  });
}
