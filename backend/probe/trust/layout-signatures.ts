// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import * as z from 'zod';
import { expandRepository } from '../../../core/request/repository-of.ts';
import { damaged } from '../image-error.ts';
import { indexSchema, manifestSchema, parsePart, type Descriptor } from '../oci-manifest.ts';
import { blobName, readSmall, type OciStore } from '../oci-store.ts';

const REF_NAME = 'org.opencontainers.image.ref.name';
/** cosign's specs/SIGNATURE_SPEC.md: each layer of the attachment is a payload, its signature an annotation. */
const PAYLOAD_TYPE = 'application/vnd.dev.cosign.simplesigning.v1+json';

/** One sigstore signature as an attachment carries it. */
export interface LayoutSignature {
  readonly mimeType: string;
  readonly payload: Buffer;
  readonly annotations: Readonly<Record<string, string>>;
}

/** The tag under which registries, and so layouts copied from them, keep the signatures of a manifest. */
export function signatureTag(digest: string): string {
  return `${digest.replace(':', '-')}.sig`;
}

/** Whether an entry of a layout is a signature, attestation or the like and no image. */
export function isAttachment({ annotations }: Descriptor): boolean {
  return /^sha256-[0-9a-f]{64}\.[a-z]+$/.test(annotations?.[REF_NAME] ?? '');
}

async function readBlob(store: OciStore, { digest }: Pick<Descriptor, 'digest'>): Promise<Buffer> {
  const bytes = await readSmall(store, blobName(digest));
  if (bytes === null) throw damaged(`the file of ${digest} is missing`);
  if (`sha256:${createHash('sha256').update(bytes).digest('hex')}` !== digest)
    throw damaged(`the file of ${digest} has another digest`);
  return bytes;
}

/** The signatures of a manifest that lie in the same layout; none is judged here. Throws IssueError image-damaged. */
export async function layoutSignatures(store: OciStore, digest: string): Promise<LayoutSignature[]> {
  const index = await readSmall(store, 'index.json');
  if (index === null) return [];
  const { manifests } = parsePart(indexSchema, index.toString('utf8'), 'index.json');
  const tag = signatureTag(digest);
  const found = manifests.filter(({ annotations }) => annotations?.[REF_NAME] === tag);
  const signatures: LayoutSignature[] = [];
  for (const descriptor of found) {
    const text = (await readBlob(store, descriptor)).toString('utf8');
    const { layers } = parsePart(manifestSchema, text, 'the manifest of the signature');
    for (const layer of layers) {
      if (layer.mediaType !== PAYLOAD_TYPE) continue;
      const payload = await readBlob(store, layer);
      signatures.push({ mimeType: layer.mediaType, payload, annotations: layer.annotations ?? {} });
    }
  }
  return signatures;
}

const payloadSchema = z.object({
  critical: z.object({ identity: z.object({ 'docker-reference': z.string() }) }),
});

/** The repositories that signatures claim to be for, each once: a claim, not yet a fact. */
export function claimedRepositories(signatures: readonly LayoutSignature[]): string[] {
  const names = signatures.flatMap(({ payload }) => {
    try {
      const { critical } = payloadSchema.parse(JSON.parse(payload.toString('utf8')));
      return [expandRepository(critical.identity['docker-reference'])];
    } catch {
      return [];
    }
  });
  return [...new Set(names)];
}
