// SPDX-License-Identifier: Apache-2.0
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { damaged } from '../image-error.ts';
import { manifestSchema, parsePart } from '../oci-manifest.ts';
import { blobName, readSmall, type OciStore } from '../oci-store.ts';
import type { LayoutSignature } from './layout-signatures.ts';

/** How containers/image keeps a sigstore signature in a file (internal/signature/signature.go, sigstoreJSONFormat). */
function signatureFile({ mimeType, payload, annotations }: LayoutSignature): Buffer {
  const body = { mimeType, payload: payload.toString('base64'), annotations };
  return Buffer.from(`\0sigstore-json\n${JSON.stringify(body)}`);
}

/**
 * Lays manifest, config and signatures of an image into a directory as the transport `dir:` has them
 * (containers/image, directory/): OCI layouts cannot carry signatures, such a directory can, so skopeo's own policy
 * engine judges them. No layer is copied.
 */
export async function stageSigned(
  store: OciStore,
  digest: string,
  signatures: readonly LayoutSignature[],
  directory: string,
): Promise<void> {
  const read = async (blob: string): Promise<Buffer> => {
    const bytes = await readSmall(store, blobName(blob));
    if (bytes === null) throw damaged(`the file of ${blob} is missing`);
    return bytes;
  };
  const text = await read(digest);
  const { config } = parsePart(manifestSchema, text.toString('utf8'), 'the manifest');
  await mkdir(directory);
  await writeFile(join(directory, 'version'), 'Directory Transport Version: 1.1\n');
  await writeFile(join(directory, 'manifest.json'), text);
  await writeFile(join(directory, config.digest.replace(/^sha256:/, '')), await read(config.digest));
  for (const [at, signature] of signatures.entries())
    await writeFile(join(directory, `signature-${at + 1}`), signatureFile(signature));
}
