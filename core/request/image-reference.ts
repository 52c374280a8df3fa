// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';

/** Transports in the words of containers-transports(5); "registry" is skopeo's docker://, as bootc names it. */
export const transports = ['oci', 'oci-archive', 'registry', 'containers-storage'] as const;
export type Transport = (typeof transports)[number];

/** "transport:reference", e.g. "registry:registry.example.org/particleos/corona:stable"; made by this parser only. */
export const imageReference = z
  .string()
  .regex(
    /^((oci|oci-archive):\/[^\s\p{Cc}]+|(registry|containers-storage):[a-z0-9][^\s\p{Cc}]*)$/u,
    'like "registry:HOST/NAME:TAG", "oci:/DIRECTORY", "oci-archive:/FILE" or "containers-storage:NAME"',
  )
  .brand<'ImageReference'>();
export type ImageReference = z.infer<typeof imageReference>;

/** The two parts of a reference. */
export function splitReference(reference: ImageReference): { transport: Transport; name: string } {
  const at = reference.indexOf(':');
  return { transport: reference.slice(0, at) as Transport, name: reference.slice(at + 1) };
}

/** The reference in skopeo's words (containers-transports(5)); oci: paths gain the tag to read. */
export function skopeoReference(reference: ImageReference): string {
  const { transport, name } = splitReference(reference);
  return transport === 'registry' ? `docker://${name}` : `${transport}:${name}`;
}

/**
 * The reference in skopeo's words, pinned to a manifest digest: a tag may move between two looks. A tag that moved in
 * containers-storage leaves nothing under the digest, so the copy fails instead of taking another image. Paths cannot
 * be pinned, nor need bare image ids, which are digests themselves.
 */
export function pinnedReference(reference: ImageReference, digest: string): string {
  const { transport, name } = splitReference(reference);
  const pins = transport === 'registry' || (transport === 'containers-storage' && !isImageId(name));
  if (!pins) return skopeoReference(reference);
  // A colon before the last slash belongs to the port, after it to the tag.
  const bare = name.replace(/@sha256:[0-9a-f]{64}$/, '').replace(/:[^:/]*$/, '');
  return skopeoReference(imageReference.parse(`${transport}:${bare}@${digest}`));
}

/** "ID" or "NAME@ID" of containers-storage, ID in hexadecimal digits (containers-transports(5)). */
function isImageId(name: string): boolean {
  return /(?:^|@)[0-9a-f]+$/.test(name);
}
