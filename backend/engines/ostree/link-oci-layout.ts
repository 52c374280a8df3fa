// SPDX-License-Identifier: Apache-2.0
import { readFile, mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { Action } from '../../execute/context.ts';
import { writeFileWhole } from '../../execute/write-file.ts';

const params = z.object({
  directory: z.string(),
  digest: z.string(),
  layout: z.string(),
  name: z.string(),
  /** "mounted": the layout has its blobs already, by a mount. */
  blobs: z.enum(['linked', 'mounted']),
});
const manifestHead = z.object({ mediaType: z.string().optional() });

/**
 * Makes a small OCI layout whose only entry is the manifest with the planned digest and whose blobs are those of
 * the directory: umoci wants a name, and a name in the directory itself may point elsewhere by now.
 */
export const linkOciLayout: Action = async (raw) => {
  const { directory, digest, layout, name, blobs } = params.parse(raw);
  const text = await readFile(join(directory, 'blobs', digest.replace(':', '/')));
  const { mediaType } = manifestHead.parse(JSON.parse(text.toString('utf8')));
  await mkdir(layout, { recursive: true });
  if (blobs === 'linked') await symlink(join(directory, 'blobs'), join(layout, 'blobs'));
  await writeFileWhole(join(layout, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}', 0o644);
  const descriptor = {
    mediaType: mediaType ?? 'application/vnd.oci.image.manifest.v1+json',
    digest,
    size: text.byteLength,
    annotations: { 'org.opencontainers.image.ref.name': name },
  };
  await writeFileWhole(
    join(layout, 'index.json'),
    JSON.stringify({ schemaVersion: 2, manifests: [descriptor] }),
    0o644,
  );
  return layout;
};
